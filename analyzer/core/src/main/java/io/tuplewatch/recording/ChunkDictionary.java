package io.tuplewatch.recording;

import io.tuplewatch.columns.RowIds;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.recording.text.Texts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one chunk have in common, each once and known by a number from 0: their texts,
 * their paths (local address, remote address and port), and the details of their connects. Not
 * thread-safe while the chunk is read.
 */
public final class ChunkDictionary {

  private static final int LOCAL_AND_REMOTE = 0;
  private static final int PORT = 1;

  private static final int HOST_AND_API = 0;
  private static final int EXCEPTION = 1;
  private static final int TIMEOUT = 2;
  private static final int BOUND = 3;
  private static final int CALL_SITE = 4;
  private static final int STACK_TRACE = 5;

  private final Texts texts = new Texts();
  private final ReplacedTexts replaced = new ReplacedTexts(texts);
  private final RowIds paths = new RowIds(2);
  private final RowIds details = new RowIds(6);

  /** Text of the call site by details, where it came from a stack trace. */
  private int[] callSites = new int[0];

  ChunkDictionary() {}

  /** The texts; addresses, hosts and all others are numbers of texts. */
  public Texts texts() {
    return texts;
  }

  /** The id of an agent's load by the number of its text. */
  long jvmId(int text) {
    return JvmId.parse(texts.get(text));
  }

  public int paths() {
    return paths.size();
  }

  /** Local address of a path. */
  public int local(int path) {
    return replaced.of(TextKind.ADDRESS, first(paths.get(path, LOCAL_AND_REMOTE)));
  }

  /** Remote address of a path. */
  public int remote(int path) {
    return replaced.of(TextKind.ADDRESS, second(paths.get(path, LOCAL_AND_REMOTE)));
  }

  /** Remote port of a path as recorded, not yet validated. */
  public int port(int path) {
    return (int) paths.get(path, PORT);
  }

  public int details() {
    return details.size();
  }

  public int host(int detailsId) {
    return replaced.of(TextKind.HOST, first(details.get(detailsId, HOST_AND_API)));
  }

  public int api(int detailsId) {
    return replaced.of(TextKind.WORD, second(details.get(detailsId, HOST_AND_API)));
  }

  public int exceptionClass(int detailsId) {
    return replaced.of(TextKind.CLASS, first(details.get(detailsId, EXCEPTION)));
  }

  public int exceptionMessage(int detailsId) {
    return replaced.of(TextKind.MESSAGE, second(details.get(detailsId, EXCEPTION)));
  }

  /** The application's connect timeout in ms, 0 or more; 0 = none. */
  public long timeoutMillis(int detailsId) {
    return details.get(detailsId, TIMEOUT);
  }

  public boolean bound(int detailsId) {
    return details.get(detailsId, BOUND) != 0;
  }

  /** First application frame as {@code package.Class.method:line}. */
  public int callSite(int detailsId) {
    return replaced.of(TextKind.CALL_SITE, recordedCallSite(detailsId));
  }

  private int recordedCallSite(int detailsId) {
    return detailsId < callSites.length
        ? callSites[detailsId]
        : (int) details.get(detailsId, CALL_SITE);
  }

  public int path(int local, int remote, int port) {
    return paths.idOf(both(local, remote), port);
  }

  public int details(
      long hostAndApi, long exception, long timeout, boolean bound, int callSite, long stackTrace) {
    return details.idOf(
        hostAndApi, exception, Math.max(0, timeout), bound ? 1 : 0, callSite, stackTrace);
  }

  /** Two numbers as one. */
  public static long both(int first, int second) {
    return (long) first << 32 | (second & 0xFFFFFFFFL);
  }

  /** Ids of the stack traces that connects have. */
  public Set<Long> stackTraces() {
    Set<Long> traces = new HashSet<>();
    for (int i = 0; i < details.size(); i++) {
      traces.add(details.get(i, STACK_TRACE));
    }
    traces.remove(0L);
    return traces;
  }

  /** Puts the call sites in the place of the stack traces. */
  public void resolve(LongFunction<@Nullable String> callSiteOf) {
    Map<Long, Integer> known = new HashMap<>();
    callSites = Arrays.copyOf(callSites, details.size());
    for (int i = 0; i < details.size(); i++) {
      long trace = details.get(i, STACK_TRACE);
      Integer site = known.get(trace);
      if (site == null) {
        site = trace == 0 ? Texts.NULL : texts.idOf(callSiteOf.apply(trace));
        known.put(trace, site);
      }
      callSites[i] = site;
    }
  }

  /** What stands for the texts. */
  ReplacedTexts replaced() {
    return replaced;
  }

  /** Replaces the texts of paths and details. */
  void replaceTexts(TextReplacement by) {
    for (int path = 0; path < paths(); path++) {
      replaced.replace(TextKind.ADDRESS, first(paths.get(path, LOCAL_AND_REMOTE)), by);
      replaced.replace(TextKind.ADDRESS, second(paths.get(path, LOCAL_AND_REMOTE)), by);
    }
    for (int i = 0; i < details(); i++) {
      replaced.replace(TextKind.HOST, first(details.get(i, HOST_AND_API)), by);
      replaced.replace(TextKind.WORD, second(details.get(i, HOST_AND_API)), by);
      replaced.replace(TextKind.CLASS, first(details.get(i, EXCEPTION)), by);
      replaced.replace(TextKind.MESSAGE, second(details.get(i, EXCEPTION)), by);
      replaced.replace(TextKind.CALL_SITE, recordedCallSite(i), by);
    }
  }

  static int first(long both) {
    return (int) (both >>> 32);
  }

  static int second(long both) {
    return (int) both;
  }
}
