package io.tuplewatch.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.connection.QualityCounter;
import io.tuplewatch.connection.Use;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.recording.ChunkEvents;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From raw events to classified uses, against {@link BruteForce} on seeded random histories. */
class ReuseDetectorOracleTest {

  private static final int HISTORIES = 200;
  private static final Duration TIMEOUT = Duration.ofSeconds(RandomHistory.TIMEOUT_SECONDS);

  private static List<History> histories;

  private final Map<String, Integer> coverage = new HashMap<>();

  private record History(List<ChunkEvents> chunks, ConnectionLog log, ReuseLog reuses) {

    static History of(long seed) {
      List<ChunkEvents> chunks = RandomHistory.chunks(seed);
      ConnectionLog log = ReuseDetectorOracleTest.log(chunks);
      return new History(chunks, log, ReuseDetector.detect(log, TIMEOUT));
    }
  }

  @BeforeAll
  static void makeHistories() {
    histories = LongStream.range(0, HISTORIES).mapToObj(History::of).toList();
  }

  @AfterAll
  static void forgetHistories() {
    histories = null;
  }

  @Test
  void detectorEqualsTheDefinitionsOnRandomHistories() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      History history = histories.get(seed);

      assertThat(actual(history.reuses()))
          .as("seed %d", seed)
          .isEqualTo(BruteForce.classify(history.chunks(), TIMEOUT.toNanos()));
      cover(history.log(), history.reuses());
    }
    assertEverythingHappened();
  }

  @Test
  void anotherTimeoutIsServedByTheSameClassificationJustAsFarAsTheDefinitionsAreTheSame() {
    int served = 0;
    int madeAnew = 0;
    for (int seed = 0; seed < HISTORIES; seed += 4) {
      History history = histories.get(seed);
      TimeoutRange range = history.reuses().uses().sameFor();
      assertThat(range.holds(TIMEOUT)).isTrue();
      for (long other : new long[] {range.above(), range.above() + 1, range.to(), range.to() + 1}) {
        if (other > 0) {
          ReuseDetector detector = ReuseDetector.of(history.log());
          ReuseLog first = detector.detect(IdleTimeout.given(TIMEOUT));
          IdleTimeout timeout = IdleTimeout.given(Duration.ofNanos(other));
          ReuseLog again = detector.again(first, timeout);

          assertThat(actual(again))
              .as("seed %d, %d ns", seed, other)
              .isEqualTo(BruteForce.classify(history.chunks(), other));
          assertThat(again.timeout()).isEqualTo(timeout);
          if (range.holds(timeout.length())) {
            assertThat((Object) again.uses()).isSameAs(first.uses());
            served++;
          } else {
            madeAnew++;
          }
        }
      }
    }
    assertThat(List.of(served, madeAnew)).allMatch(count -> count > 80);
  }

  @Test
  void failedEarlyReuseIsAnEarlyReuseThatFailedOnATupleThatHadWorked() {
    for (History history : histories) {
      for (ClassifiedUse use : history.reuses().uses()) {
        assertThat(use.failedEarlyReuse())
            .isEqualTo(use.kind() == UseKind.EARLY_REUSE && use.failed() && use.workedBefore());
      }
    }
  }

  @Test
  void whatIsKeptOfThePreviousUseIsWhatItsOwnRowSays() {
    for (History history : histories) {
      ClassifiedUses uses = history.reuses().uses();
      for (int index = 0; index < uses.size(); index++) {
        Use previous = uses.get(index).previous();
        assertThat(uses.previousConnected(index))
            .isEqualTo(previous != null && previous.connected());
        assertThat(uses.previousClosedBy(index))
            .isEqualTo(previous == null ? null : previous.closedBy());
        assertThat(uses.previousStart(index))
            .isEqualTo(previous == null ? Use.UNKNOWN : previous.start());
      }
    }
  }

  private static ConnectionLog log(List<ChunkEvents> chunks) {
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    chunks.forEach(builder::add);
    return builder.build(List.of());
  }

  private static Map<String, BruteForce.Expected> actual(ReuseLog reuses) {
    Map<String, BruteForce.Expected> actual = new TreeMap<>();
    for (ClassifiedUse use : reuses.uses()) {
      actual.put(
          id(use.use()),
          new BruteForce.Expected(
              use.kind().name(),
              known(use.idle()),
              use.idleAtMost(),
              known(use.gap()),
              use.workedBefore(),
              use.previous() == null ? null : id(use.previous()),
              use.failed(),
              use.history()));
    }
    return actual;
  }

  private static String id(Use use) {
    return use.jvmId() + ":" + use.connectionNumber();
  }

  private static Long known(long nanos) {
    return nanos == Use.UNKNOWN ? null : Long.valueOf(nanos);
  }

  private void cover(ConnectionLog log, ReuseLog reuses) {
    log.quality().counts().forEach((counter, count) -> covered(counter.name()));
    reuses.quality().counts().forEach((counter, count) -> covered(counter.name()));
    for (ClassifiedUse use : reuses.uses()) {
      covered(use.kind() + (use.idleAtMost() ? " at most" : ""));
      covered(use.failedEarlyReuse() ? "failed early reuse" : "other");
      Use previous = use.previous();
      if (previous != null) {
        covered("after " + previous.outcome());
        cover(previous.jvmId() != use.use().jvmId(), "after another JVM");
        cover(previous.startKnown() && previous.start() == use.use().start(), "equal starts");
        cover(previous.end() == use.use().start(), "close and connect at the same time");
        boolean closeKnown = previous.end() != Use.UNKNOWN;
        boolean past = use.use().start() - use.history() > previous.attemptEnd();
        cover(use.kind() == UseKind.UNKNOWN && closeKnown && past, "UNKNOWN beyond a hole");
        cover(use.kind() == UseKind.EARLY_REUSE && use.idleAtMost() && closeKnown, "early beyond");
        cover(use.failedEarlyReuse() && use.idleAtMost(), "failed early reuse at most");
        cover(use.idle() == 0 && previous.end() > use.use().start(), "small overlap");
        long wall = use.use().wallTime() - previous.wallTime();
        cover(
            previous.startKnown() && wall != use.use().start() - previous.start(),
            "wall clock step");
      }
      cover(use.history() == 0, "no history");
      cover(log.jvms().get(use.use().jvmId()).recorded().holes() > 0, use.kind() + " with holes");
      cover(use.kind() == UseKind.EARLY_REUSE && use.failed() && !use.workedBefore(), "bad path");
      String local = use.use().key().tuple().localAddress();
      cover("0.0.0.0".equals(local) || "::".equals(local), "no local address seen");
      cover(local == null && use.history() >= TIMEOUT.toNanos(), "doubtful, with history");
      cover(local == null && use.failed(), "doubtful and failed");
    }
  }

  private void cover(boolean happened, String what) {
    if (happened) {
      covered(what);
    }
  }

  private void covered(String what) {
    coverage.merge(what, 1, Integer::sum);
  }

  private void assertEverythingHappened() {
    Set<Outcome> uses = EnumSet.allOf(Outcome.class);
    BruteForce.NOTHING_SENT.forEach(outcome -> uses.remove(Outcome.valueOf(outcome)));
    uses.forEach(outcome -> assertThat(coverage).containsKey("after " + outcome));
    Set<QualityCounter> counters =
        EnumSet.complementOf(
            EnumSet.of(
                QualityCounter.MALFORMED_EVENTS,
                QualityCounter.UNKNOWN_OUTCOMES,
                QualityCounter.EVENTS_NOT_READ,
                QualityCounter.PROCESSES_OF_ONE_JVM_ID,
                QualityCounter.UNSEEN_CONNECTS,
                QualityCounter.FAILED_BINDS,
                QualityCounter.AGENT_ERRORS));
    counters.forEach(counter -> assertThat(coverage).containsKey(counter.name()));
    assertThat(coverage)
        .containsKeys(
            "EARLY_REUSE",
            "EARLY_REUSE at most",
            "LATE_REUSE",
            "FIRST_USE",
            "UNKNOWN",
            "UNKNOWN at most",
            "OVERLAP",
            "failed early reuse",
            "bad path",
            "after null",
            "after another JVM",
            "equal starts",
            "close and connect at the same time",
            "small overlap",
            "wall clock step",
            "no local address seen",
            "doubtful, with history",
            "doubtful and failed",
            "UNKNOWN beyond a hole",
            "early beyond",
            "failed early reuse at most",
            "no history",
            "EARLY_REUSE with holes",
            "LATE_REUSE with holes",
            "FIRST_USE with holes");
  }
}
