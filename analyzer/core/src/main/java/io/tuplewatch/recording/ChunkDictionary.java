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
 * their paths (local address, remote address and port), and of connects what was asked for, where,
 * and how it failed. These are apart because they vary independently: what all of them are together
 * may be another thing with every event. Not thread-safe while the chunk is read.
 */
public final class ChunkDictionary {

  private static final int LOCAL_AND_REMOTE = 0;
  private static final int PORT = 1;

  private static final int HOST_AND_API = 0;
  private static final int TIMEOUT = 1;
  private static final int BOUND = 2;

  private static final int CALL_SITE = 0;
  private static final int STACK_TRACE = 1;

  private final Texts texts = new Texts();
  private final ReplacedTexts replaced = new ReplacedTexts(texts);
  private final RowIds paths = new RowIds(2);
  private final RowIds requests = new RowIds(3);
  private final RowIds failures = new RowIds(1);
  private final RowIds sites = new RowIds(2);

  /** Text of the call site by site, where it came from a stack trace. */
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

  /** What connects asked for; numbered from 0. */
  public int requests() {
    return requests.size();
  }

  public int host(int request) {
    return replaced.of(TextKind.HOST, first(requests.get(request, HOST_AND_API)));
  }

  public int api(int request) {
    return replaced.of(TextKind.WORD, second(requests.get(request, HOST_AND_API)));
  }

  /** The application's connect timeout in ms, 0 or more; 0 = none. */
  public long timeoutMillis(int request) {
    return requests.get(request, TIMEOUT);
  }

  public boolean bound(int request) {
    return requests.get(request, BOUND) != 0;
  }

  /** How connects failed, not failing included; numbered from 0. */
  public int failures() {
    return failures.size();
  }

  public int exceptionClass(int failure) {
    return replaced.of(TextKind.CLASS, first(failures.get(failure, 0)));
  }

  public int exceptionMessage(int failure) {
    return replaced.of(TextKind.MESSAGE, second(failures.get(failure, 0)));
  }

  /** Where connects came from; numbered from 0. */
  public int sites() {
    return sites.size();
  }

  /** First application frame as {@code package.Class.method:line}. */
  public int callSite(int site) {
    return replaced.of(TextKind.CALL_SITE, recordedCallSite(site));
  }

  private int recordedCallSite(int site) {
    return site < callSites.length ? callSites[site] : (int) sites.get(site, CALL_SITE);
  }

  /** What stands for the texts. */
  ReplacedTexts replaced() {
    return replaced;
  }

  /** Replaces the texts of paths, requests, failures and sites. */
  void replaceTexts(TextReplacement by) {
    for (int path = 0; path < paths(); path++) {
      replaced.replace(TextKind.ADDRESS, first(paths.get(path, LOCAL_AND_REMOTE)), by);
      replaced.replace(TextKind.ADDRESS, second(paths.get(path, LOCAL_AND_REMOTE)), by);
    }
    for (int request = 0; request < requests(); request++) {
      replaced.replace(TextKind.HOST, first(requests.get(request, HOST_AND_API)), by);
      replaced.replace(TextKind.WORD, second(requests.get(request, HOST_AND_API)), by);
    }
    for (int failure = 0; failure < failures(); failure++) {
      replaced.replace(TextKind.CLASS, first(failures.get(failure, 0)), by);
      replaced.replace(TextKind.MESSAGE, second(failures.get(failure, 0)), by);
    }
    for (int site = 0; site < sites(); site++) {
      replaced.replace(TextKind.CALL_SITE, recordedCallSite(site), by);
    }
  }

  /** Number of the path between these addresses. */
  public int path(int local, int remote, int port) {
    return paths.idOf(both(local, remote), port);
  }

  /** Number of what was asked for. */
  public int request(int host, int api, long timeoutMillis, boolean bound) {
    return requests.idOf(both(host, api), Math.max(0, timeoutMillis), bound ? 1 : 0);
  }

  /** Number of a way to fail. */
  public int failure(int exceptionClass, int exceptionMessage) {
    return failures.idOf(both(exceptionClass, exceptionMessage));
  }

  /** Number of a call site, or of the stack trace from which it will be known. */
  public int site(int callSite, long stackTrace) {
    return sites.idOf(callSite, stackTrace);
  }

  /** Two numbers as one. */
  public static long both(int first, int second) {
    return (long) first << 32 | (second & 0xFFFFFFFFL);
  }

  /** Ids of the stack traces that connects have. */
  public Set<Long> stackTraces() {
    Set<Long> traces = new HashSet<>();
    for (int i = 0; i < sites.size(); i++) {
      traces.add(sites.get(i, STACK_TRACE));
    }
    traces.remove(0L);
    return traces;
  }

  /** Puts the call sites in the place of the stack traces. */
  public void resolve(LongFunction<@Nullable String> callSiteOf) {
    Map<Long, Integer> known = new HashMap<>();
    callSites = Arrays.copyOf(callSites, sites.size());
    for (int i = 0; i < sites.size(); i++) {
      long trace = sites.get(i, STACK_TRACE);
      Integer site = known.get(trace);
      if (site == null) {
        site = trace == 0 ? Texts.NULL : texts.idOf(callSiteOf.apply(trace));
        known.put(trace, site);
      }
      callSites[i] = site;
    }
  }

  static int first(long both) {
    return (int) (both >>> 32);
  }

  static int second(long both) {
    return (int) both;
  }
}
