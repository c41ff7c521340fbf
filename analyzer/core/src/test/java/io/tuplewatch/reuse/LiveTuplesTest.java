package io.tuplewatch.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectDetails;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.connection.SynSettings;
import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.recording.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Uses seen one by one are what the analysis of the whole recording says they are. */
class LiveTuplesTest {

  private static final Path RECORDINGS = Path.of("../../samples/recordings");
  private static final NavigableMap<Long, Use> NONE = new TreeMap<>();
  private static final int MANY = 1_000_000;

  /** A connect or a close, at the time at which it is seen. */
  private record Seen(long time, Use use, @Nullable Remembered remembered, boolean isClose) {}

  static List<Path> recordings() throws IOException {
    try (Stream<Path> files = Files.walk(RECORDINGS, 3)) {
      return files
          .filter(file -> file.toString().endsWith(".jfr") && smallerThan(file, 2 << 20))
          .sorted()
          .toList();
    }
  }

  private static boolean smallerThan(Path file, long bytes) {
    return file.toFile().length() < bytes;
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void everyUseOfARecordingIsToldAsTheAnalysisTellsIt(Path recording) {
    ConnectionLog log = ConnectionLog.read(List.of(recording), Progress.NONE);
    Duration timeout = Duration.ofSeconds(8);
    ReuseLog analyzed = ReuseDetector.detect(log, timeout);

    List<String> live = live(log, new LiveTuples(timeout, MANY), false);

    assertThat(live)
        .isEqualTo(analyzed.uses().stream().map(LiveTuplesTest::told).sorted().toList());
  }

  @Test
  void agentsMemoryStandsInForTuplesThatWereForgotten() {
    ConnectionLog log =
        ConnectionLog.read(List.of(RECORDINGS.resolve("natural-drop")), Progress.NONE);
    Duration timeout = Duration.ofSeconds(8);
    ReuseLog analyzed = ReuseDetector.detect(log, timeout);
    long expected = earlyReuses(analyzed.uses().stream().map(LiveTuplesTest::told).toList());

    assertThat(earlyReuses(live(log, new LiveTuples(timeout, MANY), true))).isEqualTo(expected);
    // It knows when an attempt without answer ended, not when that had sent its last SYN.
    assertThat(earlyReuses(live(log, new LiveTuples(timeout, 1), true)))
        .isBetween(expected, expected + unanswered(analyzed));
    assertThat(earlyReuses(live(log, new LiveTuples(timeout, 1), false))).isLessThan(expected);
  }

  @Test
  void closeThatComesAfterTheNextUseOfItsTupleChangesNothing() {
    ConnectionLog log =
        ConnectionLog.read(List.of(RECORDINGS.resolve("natural-drop")), Progress.NONE);
    LiveTuples tuples = new LiveTuples(Duration.ofSeconds(8), MANY);
    List<Seen> events = new ArrayList<>(seen(log, true));
    List<String> inOrder = told(events, log, new LiveTuples(Duration.ofSeconds(8), MANY));
    events.sort(
        Comparator.comparingLong(
            event -> event.time() + (event.isClose() ? Duration.ofSeconds(60).toNanos() : 0)));

    assertThat(earlyReuses(told(events, log, tuples))).isEqualTo(earlyReuses(inOrder));
  }

  /** Of two uses whose clocks say that they overlapped by less, one has followed the other. */
  @ParameterizedTest
  @CsvSource({"-1, 1", "1, 0"})
  void lateCloseCountsWhereItsUseReachedFurtherIntoTheNextOneThanIsTolerated(
      long beyond, long previous) {
    LiveTuples tuples = new LiveTuples(Duration.ofSeconds(8), MANY);
    long start = 1_000_000_000L;
    tuples.connect(connected(1, start, Use.UNKNOWN), null, 0);
    tuples.close(connected(0, Use.UNKNOWN, start + UseKind.OVERLAP_TOLERANCE_NANOS + beyond));

    ClassifiedUse next = tuples.connect(connected(2, 5 * start, Use.UNKNOWN), null, 0);

    assertThat(next.previous()).extracting(Use::connectionNumber).isEqualTo(previous);
  }

  private static Use connected(long number, long start, long close) {
    return new Use(
        new ReuseKey("", new FourTuple("10.0.0.1", 40_000, "10.0.0.2", 443)),
        1,
        number,
        start,
        start,
        close,
        start,
        start == Use.UNKNOWN ? null : Outcome.CONNECTED,
        null,
        SynSettings.DEFAULT,
        new ConnectDetails(null, false, null, 0, null, null, null, null));
  }

  private static long unanswered(ReuseLog analyzed) {
    return analyzed.uses().stream().filter(use -> use.use().outcome() == Outcome.TIMED_OUT).count();
  }

  private static long earlyReuses(List<String> told) {
    return told.stream().filter(use -> use.contains(UseKind.EARLY_REUSE.name())).count();
  }

  private static List<String> live(ConnectionLog log, LiveTuples tuples, boolean remembering) {
    return told(seen(log, remembering), log, tuples);
  }

  private static List<Seen> seen(ConnectionLog log, boolean remembering) {
    Uses uses = log.uses();
    Map<ReuseKey, NavigableMap<Long, Use>> ends = ends(uses);
    List<Seen> events = new ArrayList<>();
    for (int row = 0; row < uses.size(); row++) {
      Use use = uses.get(row);
      if (use.startKnown()) {
        Remembered remembered =
            remembering ? remembered(use, ends.getOrDefault(use.key(), NONE)) : null;
        events.add(new Seen(use.attemptEnd(), withClose(use, Use.UNKNOWN), remembered, false));
      }
      if (use.connected() && use.close() != Use.UNKNOWN) {
        events.add(new Seen(use.close(), use, null, true));
      }
    }
    events.sort(Comparator.comparingLong(Seen::time).thenComparing(event -> !event.isClose()));
    return events;
  }

  /** What an agent would remember: the last end of that tuple before the use's start. */
  private static @Nullable Remembered remembered(Use use, NavigableMap<Long, Use> ends) {
    Map.Entry<Long, Use> last = ends.floorEntry(use.start());
    if (last == null) {
      return null;
    }
    long connected =
        ends.headMap(use.start(), true).descendingMap().entrySet().stream()
            .filter(end -> end.getValue().connected())
            .mapToLong(end -> use.start() - end.getKey())
            .findFirst()
            .orElse(Long.MAX_VALUE);
    return new Remembered(
        use.start() - last.getKey(),
        Objects.requireNonNullElse(last.getValue().outcome(), Outcome.CONNECTED),
        last.getValue().closedBy(),
        connected);
  }

  private static Map<ReuseKey, NavigableMap<Long, Use>> ends(Uses uses) {
    Map<ReuseKey, NavigableMap<Long, Use>> ends = new HashMap<>();
    for (Use use : uses) {
      if (use.end() != Use.UNKNOWN) {
        ends.computeIfAbsent(use.key(), k -> new TreeMap<>()).put(use.end(), use);
      }
    }
    return ends;
  }

  private static List<String> told(List<Seen> events, ConnectionLog log, LiveTuples tuples) {
    List<String> told = new ArrayList<>();
    for (Seen event : events) {
      if (event.isClose()) {
        tuples.close(event.use());
      } else {
        told.add(
            told(tuples.connect(event.use(), event.remembered(), log.historyBefore(event.use()))));
      }
    }
    return told.stream().sorted().toList();
  }

  private static Use withClose(Use use, long close) {
    return new Use(
        use.key(),
        use.jvmId(),
        use.connectionNumber(),
        use.start(),
        use.attemptEnd(),
        close,
        use.wallTime(),
        use.outcome(),
        null,
        use.synSettings(),
        use.details());
  }

  private static String told(ClassifiedUse use) {
    return use.use().connectionNumber()
        + " "
        + use.kind()
        + " failed "
        + use.failed()
        + " worked before "
        + use.workedBefore()
        + " idle "
        + use.idle()
        + " at most "
        + use.idleAtMost()
        + " previous "
        + (use.previous() == null ? "none" : use.previous().closedBy());
  }
}
