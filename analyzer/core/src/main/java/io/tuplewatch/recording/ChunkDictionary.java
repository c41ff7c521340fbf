package io.tuplewatch.recording;

import io.tuplewatch.columns.LongIds;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.recording.text.Texts;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one chunk have in common, each once and known by a number from 0: their texts,
 * their paths (local address, remote address and port), and of connects what was asked for, where,
 * and how it failed. These are apart because they vary independently: what all of them are together
 * may be another thing with every event. Not thread-safe while the chunk is read.
 */
public final class ChunkDictionary {

  /** Two texts that are null. */
  private static final long NONE = 0;

  private final Texts texts = new Texts();
  private final ReplacedTexts replaced = new ReplacedTexts(texts);

  /** Remote address and port. */
  private final LongIds remotes = new LongIds();

  /** Local address and remote. */
  private final LongIds paths = new LongIds();

  private final LongIds timeouts = new LongIds();

  /** API and whether the application bound the socket, timeout. */
  private final LongIds requests = new LongIds();

  /** Class and message of the exception. */
  private final LongIds failures = new LongIds();

  /** Where every connect has a thread of its own, those of later connects are not told apart. */
  private static final int MOST_THREADS = 1 << 16;

  /** Twice the stack trace's id; or twice the call site's text, and one more. */
  private final LongIds origins = new LongIds();

  /** Twice the thread's id; or twice the text of its pool, and one more. */
  private final LongIds threads = new LongIds();

  /** Origin and thread. */
  private final LongIds sites = new LongIds();

  /** Texts of call sites and thread pools by number, where they came from constant pools. */
  private int[] callSites = new int[0];

  private int[] threadPools = new int[0];

  ChunkDictionary() {
    failures.idOf(NONE);
  }

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
    return replaced.idOf(TextKind.ADDRESS, first(paths.get(path)));
  }

  /** Remote address of a path. */
  public int remote(int path) {
    return replaced.idOf(TextKind.ADDRESS, first(recordedRemote(path)));
  }

  private long recordedRemote(int path) {
    return remotes.get(second(paths.get(path)));
  }

  /** Remote port of a path as recorded, not yet validated. */
  public int port(int path) {
    return second(recordedRemote(path));
  }

  /** Whether any path has one of these texts. */
  boolean pathsHave(BitSet texts) {
    return IntStream.range(0, paths())
        .anyMatch(
            path -> texts.get(first(paths.get(path))) || texts.get(first(recordedRemote(path))));
  }

  /** What connects asked for, but for the host; numbered from 0. */
  public int requests() {
    return requests.size();
  }

  public int api(int request) {
    return replaced.idOf(TextKind.WORD, recordedApi(request));
  }

  private int recordedApi(int request) {
    return first(requests.get(request)) >> 1;
  }

  /** The application's connect timeout in ms, 0 or more; 0 = none. */
  public long timeoutMillis(int request) {
    return timeouts.get(second(requests.get(request)));
  }

  public boolean bound(int request) {
    return (first(requests.get(request)) & 1) != 0;
  }

  /** How connects failed, not failing included; numbered from 0. */
  public int failures() {
    return failures.size();
  }

  public int exceptionClass(int failure) {
    return replaced.idOf(TextKind.CLASS, first(failures.get(failure)));
  }

  public int exceptionMessage(int failure) {
    return replaced.idOf(TextKind.MESSAGE, second(failures.get(failure)));
  }

  /** Takes the classes and messages of exceptions out of a set of texts. */
  void removeFailures(BitSet texts) {
    for (int failure = 0; failure < failures(); failure++) {
      texts.clear(first(failures.get(failure)));
      texts.clear(second(failures.get(failure)));
    }
  }

  /** Where connects came from; numbered from 0. */
  public int sites() {
    return sites.size();
  }

  /** First application frame as {@code package.Class.method:line}. */
  public int callSite(int site) {
    return replaced.idOf(TextKind.CALL_SITE, recordedCallSite(site));
  }

  private int recordedCallSite(int site) {
    return text(first(sites.get(site)), origins, callSites);
  }

  /** Equals {@link ConnectEvent#threadPool}. */
  public int threadPool(int site) {
    return replaced.idOf(TextKind.THREAD_POOL, recordedThreadPool(site));
  }

  private int recordedThreadPool(int site) {
    return text(second(sites.get(site)), threads, threadPools);
  }

  private static int text(int number, LongIds codes, int[] resolved) {
    if (number < resolved.length) {
      return resolved[number];
    }
    return isText(codes.get(number)) ? (int) (codes.get(number) >> 1) : Texts.NULL;
  }

  private static boolean isText(long code) {
    return (code & 1) != 0;
  }

  /** What stands for the texts. */
  ReplacedTexts replaced() {
    return replaced;
  }

  /** Replaces the texts of paths, requests, failures and sites. */
  void replaceTexts(TextReplacement by) {
    for (int path = 0; path < paths(); path++) {
      replaced.replace(TextKind.ADDRESS, first(paths.get(path)), by);
      replaced.replace(TextKind.ADDRESS, first(recordedRemote(path)), by);
    }
    for (int request = 0; request < requests(); request++) {
      replaced.replace(TextKind.WORD, recordedApi(request), by);
    }
    for (int failure = 0; failure < failures(); failure++) {
      replaced.replace(TextKind.CLASS, first(failures.get(failure)), by);
      replaced.replace(TextKind.MESSAGE, second(failures.get(failure)), by);
    }
    for (int site = 0; site < sites(); site++) {
      replaced.replace(TextKind.CALL_SITE, recordedCallSite(site), by);
      replaced.replace(TextKind.THREAD_POOL, recordedThreadPool(site), by);
    }
  }

  /** Number of the path between these addresses. */
  public int path(int local, int remote, int port) {
    return paths.idOf(both(local, remotes.idOf(both(remote, port))));
  }

  /** Numbers of paths, by column, for the first {@code count}. */
  public void paths(long[] local, long[] remote, long[] port, int[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] = remotes.idOf(both((int) remote[i], (int) port[i]));
    }
    for (int i = 0; i < count; i++) {
      numbers[i] = paths.idOf(both((int) local[i], numbers[i]));
    }
  }

  /** Number of what was asked for, but for the host. */
  public int request(int api, long timeoutMillis, boolean bound) {
    int timeout = timeouts.idOf(Math.max(0, timeoutMillis));
    return requests.idOf(both(api << 1 | (bound ? 1 : 0), timeout));
  }

  /** Number of a way to fail. */
  public int failure(int exceptionClass, int exceptionMessage) {
    long both = both(exceptionClass, exceptionMessage);
    return both == NONE ? 0 : failures.idOf(both);
  }

  /** Number of a call site and the pool of the thread. */
  public int site(int callSite, int threadPool) {
    int origin = origins.idOf((long) callSite << 1 | 1);
    return sites.idOf(both(origin, threads.idOf((long) threadPool << 1 | 1)));
  }

  /**
   * The number of the site that will be known from a stack trace and a thread, 63 bits each; 0 =
   * none.
   */
  public int siteOf(long stackTrace, long thread) {
    long known = threads.size() < MOST_THREADS ? thread : 0;
    return sites.idOf(both(origins.idOf(stackTrace << 1), threads.idOf(known << 1)));
  }

  /** Two numbers as one. */
  public static long both(int first, int second) {
    return (long) first << 32 | (second & 0xFFFFFFFFL);
  }

  /** Ids of the stack traces that connects have. */
  public Set<Long> stackTraces() {
    return ids(origins);
  }

  /** Ids of the threads that connected. */
  public Set<Long> threads() {
    return ids(threads);
  }

  private static Set<Long> ids(LongIds codes) {
    Set<Long> ids = new HashSet<>();
    for (int i = 0; i < codes.size(); i++) {
      if (!isText(codes.get(i))) {
        ids.add(codes.get(i) >>> 1);
      }
    }
    ids.remove(0L);
    return ids;
  }

  /** Puts the call sites in the place of the stack traces, and pools in that of threads. */
  public void resolve(
      LongFunction<@Nullable String> callSiteOf, LongFunction<@Nullable String> threadPoolOf) {
    callSites = resolved(origins, callSiteOf);
    threadPools = resolved(threads, threadPoolOf);
  }

  private int[] resolved(LongIds codes, LongFunction<@Nullable String> textOf) {
    int[] resolved = new int[codes.size()];
    for (int i = 0; i < resolved.length; i++) {
      long id = isText(codes.get(i)) ? 0 : codes.get(i) >>> 1;
      resolved[i] = id == 0 ? Texts.NULL : texts.idOf(textOf.apply(id));
    }
    return resolved;
  }

  static int first(long both) {
    return (int) (both >>> 32);
  }

  static int second(long both) {
    return (int) both;
  }
}
