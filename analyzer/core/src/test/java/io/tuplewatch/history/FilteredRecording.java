package io.tuplewatch.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Five minutes of one JVM, as an agent writes them that is told to write everything, what is
 * suspicious, or failures: lines of JSON, with the memory of last uses, and its counts by minute. A
 * connect a tenth of a second, over 150 ports: idle is mostly around the timeout.
 */
public final class FilteredRecording {

  public static final long SECOND = 1_000_000_000L;

  /** Below this idle time, ns, a reuse is early. */
  public static final long TIMEOUT = 20 * SECOND;

  private static final long NEVER = -1_000_000 * SECOND;
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final int CONNECTS = 3000;

  /** The last use of a tuple, as a plain map knows it. */
  private record Past(long end, boolean connected, long connectedEnd) {}

  /** {@code events=all}. */
  public final List<String> full = new ArrayList<>();

  /** {@code events=suspicious}. */
  public final List<String> suspicious = new ArrayList<>();

  /** {@code events=failures}. */
  public final List<String> failures = new ArrayList<>();

  /** By connection, ns from its tuple's last use that worked to its start. */
  public final Map<Long, Long> sinceConnected = new HashMap<>();

  public long connects;
  public long earlyReuses;
  private final Map<Integer, Past> pasts = new HashMap<>();
  private final long[] minute = new long[5];

  /** Which connects fail. */
  public interface Failing {

    /** {@code idle}: ns since the tuple's last use; {@link Long#MAX_VALUE} if there is none. */
    boolean test(long idle, Random random);
  }

  public FilteredRecording(Random random, Failing fails) {
    full.add(status(0, "all"));
    suspicious.add(status(0, "suspicious"));
    failures.add(status(0, "failures"));
    long now = 0;
    for (int number = 1; number <= CONNECTS; number++) {
      now += SECOND / 10;
      int port = 30_000 + random.nextInt(150);
      Past past = pasts.get(port);
      long idle = past == null ? Long.MAX_VALUE : now - past.end();
      add(number, port, now, !fails.test(idle, random), idle < TIMEOUT);
      if (number % 600 == 0) {
        count(now / SECOND);
      }
    }
    full.add(status(now / SECOND + 1, "all"));
    suspicious.add(status(now / SECOND + 1, "suspicious"));
    failures.add(status(now / SECOND + 1, "failures"));
  }

  private void add(int number, int port, long start, boolean connected, boolean early) {
    Past past = pasts.get(port);
    long end = start + SECOND / 100;
    List<String> lines = new ArrayList<>();
    lines.add(connect(number, port, start, connected, past));
    if (connected) {
      lines.add(line("SocketClose", end, identity(number, port) + ",\"closedBy\":\"LOCAL\""));
    }
    full.addAll(lines);
    if (early || !connected) {
      suspicious.addAll(lines);
    }
    if (!connected) {
      failures.addAll(lines);
    }
    long connectedEnd = connected ? end : past == null ? NEVER : past.connectedEnd();
    pasts.put(port, new Past(end, connected, connectedEnd));
    sinceConnected.put((long) number, past == null ? NEVER : start - past.connectedEnd());
    connects++;
    earlyReuses += early ? 1 : 0;
    minute[0]++;
    minute[1] += connected ? 0 : 1;
    minute[2] += early ? 1 : 0;
    minute[3] += early && !connected ? 1 : 0;
    minute[4] += past == null ? 1 : 0;
  }

  private void count(long second) {
    String line =
        line(
            "ConnectCounts",
            second * SECOND,
            "\"jvmId\":1,\"address\":\"10.0.0.9\",\"port\":443,\"connects\":"
                + minute[0]
                + ",\"failures\":"
                + minute[1]
                + ",\"earlyReuses\":"
                + minute[2]
                + ",\"failedEarlyReuses\":"
                + minute[3]
                + ",\"firstUses\":"
                + minute[4]);
    suspicious.add(line);
    failures.add(line);
    Arrays.fill(minute, 0);
  }

  private static String connect(
      int number, int port, long start, boolean connected, @Nullable Past past) {
    String fields =
        identity(number, port)
            + ",\"duration\":"
            + (connected ? SECOND / 1000 : SECOND / 100)
            + ",\"outcome\":\""
            + (connected ? "CONNECTED" : "REFUSED")
            + '"';
    return line("SocketConnect", start, past == null ? fields : fields + memory(past, start));
  }

  private static String memory(Past past, long start) {
    String worked = ",\"sinceConnectedUse\":" + (start - past.connectedEnd());
    return ",\"sincePreviousUse\":"
        + (start - past.end())
        + (past.connectedEnd() == NEVER ? "" : worked)
        + ",\"previousOutcome\":"
        + (past.connected() ? "\"CONNECTED\",\"previousClosedBy\":\"LOCAL\"" : "\"REFUSED\"");
  }

  private static String identity(int number, int port) {
    return "\"jvmId\":1,\"connectionId\":"
        + number
        + ",\"address\":\"10.0.0.9\",\"port\":443,\"localAddress\":\"10.0.0.1\",\"localPort\":"
        + port;
  }

  private static String status(long second, String events) {
    return line(
        "AgentStatus",
        second * SECOND,
        "\"jvmId\":1,\"connects\":0,\"closes\":0,\"events\":\"" + events + '"');
  }

  private static String line(String event, long nanos, String fields) {
    return "{\"event\":\"tuplewatch."
        + event
        + "\",\"startTime\":\""
        + START.plusNanos(nanos)
        + "\","
        + fields
        + "}";
  }
}
