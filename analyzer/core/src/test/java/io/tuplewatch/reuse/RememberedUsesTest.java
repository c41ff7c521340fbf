package io.tuplewatch.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.connection.Use;
import io.tuplewatch.recording.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the agent remembers stands in for what was not written: the reuses of a recording that holds
 * suspicious connects alone, against those of the full recording of the same run.
 */
class RememberedUsesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long TIMEOUT = 20 * SECOND;
  private static final long NEVER = -1_000_000 * SECOND;
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  /** The last use of a tuple, as a plain map knows it. */
  private record Past(long end, boolean connected, long connectedEnd) {}

  @TempDir Path directory;

  private final Map<Integer, Past> pasts = new HashMap<>();
  private final Map<Long, Long> sinceConnected = new HashMap<>();
  private final List<String> full = new ArrayList<>();
  private final List<String> suspicious = new ArrayList<>();
  private long connects;
  private long earlyReuses;

  @Test
  void suspiciousConnectsAloneGiveTheEarlyReusesOfTheFullRecording() throws IOException {
    record(new Random(3));
    Map<Long, String> expected = earlyReuses(analyzed("full.jsonl", full));
    ReuseLog partial = analyzed("suspicious.jsonl", suspicious);

    assertThat(earlyReuses(partial)).isEqualTo(expected).hasSizeGreaterThan(500);
    assertThat(remembered(partial)).isGreaterThan(100);
    assertThat(partial.uses())
        .noneMatch(use -> use.kind() == UseKind.FIRST_USE || use.kind() == UseKind.LATE_REUSE);
  }

  @Test
  void recordingThatRolledOverStillTellsTheIdleOfItsEarlyReuses() throws IOException {
    record(new Random(5));
    Map<Long, Long> expected = idleAfter(1500, analyzed("full.jsonl", full));
    ReuseLog rest = analyzed("rest.jsonl", secondHalf());

    assertThat(idleAfter(1500, rest)).isEqualTo(expected).hasSizeGreaterThan(500);
    assertThat(remembered(rest)).isGreaterThan(50);
  }

  /** Every second connect fails: many a tuple's last use before the recording begins has. */
  @Test
  void tupleThatWorkedWithinTheTimeoutHasWorkedThoughItsRememberedUseFailed() throws IOException {
    record(new Random(6), 2);
    Set<Long> workedInFull = worked(analyzed("full.jsonl", full));
    ReuseLog rest = analyzed("rest.jsonl", secondHalf());
    Map<Long, Boolean> found = new TreeMap<>();
    Map<Long, Boolean> expected = new TreeMap<>();
    for (ClassifiedUse use : rest.uses()) {
      long number = use.use().connectionNumber();
      if (rememberedFailure(use.previous())) {
        found.put(number, use.workedBefore());
        expected.put(number, sinceConnected.getOrDefault(number, TIMEOUT) < TIMEOUT);
      }
    }

    assertThat(found).isEqualTo(expected).containsValues(true, false).hasSizeGreaterThan(20);
    assertThat(worked(rest)).isSubsetOf(workedInFull);
  }

  private static boolean rememberedFailure(@Nullable Use previous) {
    return previous != null && !previous.recorded() && !previous.connected();
  }

  private static Set<Long> worked(ReuseLog reuses) {
    return reuses.uses().stream()
        .filter(ClassifiedUse::workedBefore)
        .map(use -> use.use().connectionNumber())
        .collect(Collectors.toSet());
  }

  /** From connection 1501 on. */
  private List<String> secondHalf() {
    int half = 1;
    while (!full.get(half).contains("SocketConnect\"") || !full.get(half).contains(":1501,")) {
      half++;
    }
    return full.subList(half, full.size());
  }

  private static Map<Long, Long> idleAfter(long connection, ReuseLog reuses) {
    Map<Long, Long> found = new TreeMap<>();
    for (ClassifiedUse use : reuses.uses()) {
      if (use.kind() == UseKind.EARLY_REUSE && use.use().connectionNumber() > connection) {
        found.put(use.use().connectionNumber(), use.idleAtMost() ? -1 : use.idle());
      }
    }
    return found;
  }

  @Test
  void countsKeepTheDenominatorsOfWhatIsNotWritten() throws IOException {
    record(new Random(4));
    suspicious.add(counts(0, connects - 10, earlyReuses - 5));
    suspicious.add(counts(60, 10, 5));
    suspicious.add(counts(60, 10, 5)); // the same, of a second dump

    List<CountedDestination> counted = log("suspicious.jsonl", suspicious).counted();

    assertThat(counted).hasSize(1);
    assertThat(counted.get(0).connects()).isEqualTo(connects);
    assertThat(counted.get(0).earlyReuses()).isEqualTo(earlyReuses);
    assertThat(counted.get(0).others()).isEqualTo(connects - earlyReuses);
  }

  private void record(Random random) {
    record(random, 8);
  }

  /**
   * One connect a tenth of a second, over 150 ports: idle is mostly around the timeout. One of so
   * many fails.
   */
  private void record(Random random, int oneFailsOf) {
    full.add(status(0, "all"));
    suspicious.add(status(0, "suspicious"));
    long now = 0;
    for (int number = 1; number <= 3000; number++) {
      now += SECOND / 10;
      int port = 30_000 + random.nextInt(150);
      addConnect(number, port, now, random.nextInt(oneFailsOf) != 0);
    }
    full.add(status(now / SECOND + 1, "all"));
    suspicious.add(status(now / SECOND + 1, "suspicious"));
  }

  private void addConnect(int number, int port, long start, boolean connected) {
    Past past = pasts.get(port);
    boolean early = past != null && start - past.end() < TIMEOUT;
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
    long connectedEnd = connected ? end : past == null ? NEVER : past.connectedEnd();
    pasts.put(port, new Past(end, connected, connectedEnd));
    sinceConnected.put((long) number, past == null ? NEVER : start - past.connectedEnd());
    connects++;
    earlyReuses += early ? 1 : 0;
  }

  private static String connect(int number, int port, long start, boolean connected, Past past) {
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

  private static String counts(long second, long connects, long early) {
    return line(
        "ConnectCounts",
        second * SECOND,
        "\"jvmId\":1,\"address\":\"10.0.0.9\",\"port\":443,\"connects\":"
            + connects
            + ",\"failures\":0,\"earlyReuses\":"
            + early
            + ",\"failedEarlyReuses\":0,\"firstUses\":0");
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

  private ConnectionLog log(String name, List<String> lines) throws IOException {
    Path file = Files.write(directory.resolve(name), lines);
    return ConnectionLog.read(List.of(file), Progress.NONE);
  }

  private ReuseLog analyzed(String name, List<String> lines) throws IOException {
    return ReuseDetector.detect(log(name, lines), Duration.ofNanos(TIMEOUT));
  }

  /** By connection: idle, whether that is a bound, and whether it had worked and failed. */
  private static Map<Long, String> earlyReuses(ReuseLog reuses) {
    Map<Long, String> found = new TreeMap<>();
    for (ClassifiedUse use : reuses.uses()) {
      if (use.kind() == UseKind.EARLY_REUSE) {
        found.put(
            use.use().connectionNumber(),
            use.idle() + " " + use.idleAtMost() + " " + use.failedEarlyReuse());
      }
    }
    return found;
  }

  private static long remembered(ReuseLog reuses) {
    return reuses.uses().stream()
        .filter(use -> use.previous() != null && !use.previous().recorded())
        .count();
  }
}
