package io.tuplewatch.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Use;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.history.Firewall.Answer;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.UseKind;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Sequential;
import io.tuplewatch.selection.simulation.Presets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The generator against what can be told of its attempts without it. */
class HistoryGeneratorTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(
      value = Answer.class,
      names = {"DROP", "RESET", "REJECT"})
  void firewallStopsExactlyTheTuplesThatWereIdleForLessThanItsLifetime(Answer answer) {
    Setting setting = Setting.quiet(1).behind(new Firewall(LIFETIME, answer, 1, true)).losing(.02);
    List<Attempt> attempts = HistoryGenerator.play(setting).attempts();
    Map<String, Long> lastPackets = new HashMap<>();
    int stopped = 0;
    for (Attempt attempt : attempts) {
      Long last = lastPackets.get(attempt.destination() + ":" + attempt.localPort());
      boolean early = last != null && attempt.start() - last < LIFETIME.toNanos();
      assertThat(attempt.blocked()).as("%s", attempt).isEqualTo(early);
      stopped += early ? 1 : 0;
      lastPackets.put(attempt.destination() + ":" + attempt.localPort(), lastPacket(attempt));
    }
    assertThat(stopped).isGreaterThan(100);
  }

  @Test
  void sessionThatEndsBeforeTheSecondSynMakesItsConnectLate() {
    Firewall firewall = new Firewall(LIFETIME, Answer.DROP_WHILE_KEPT, 1, false);
    List<Attempt> attempts =
        HistoryGenerator.play(Setting.quiet(1).at(20).behind(firewall)).attempts();
    Map<Integer, Long> closes = new HashMap<>();
    int late = 0;
    for (Attempt attempt : attempts) {
      long last = closes.getOrDefault(attempt.localPort(), Long.MIN_VALUE / 2);
      long left = last + LIFETIME.toNanos() - attempt.start();
      assertThat(attempt.blocked()).as("%s", attempt).isEqualTo(left > SECOND);
      boolean answeredLate = attempt.connected() && attempt.end() - attempt.start() > SECOND;
      assertThat(answeredLate).as("%s", attempt).isEqualTo(left > 0 && left <= SECOND);
      late += answeredLate ? 1 : 0;
      if (attempt.connected()) {
        closes.put(attempt.localPort(), attempt.close());
      }
    }
    assertThat(late).isPositive();
  }

  /** The kernel's second SYN comes after 1 s; the attempts here end after 2. */
  private static long lastPacket(Attempt attempt) {
    if (attempt.connected()) {
      return attempt.close();
    }
    return attempt.outcome() == Outcome.TIMED_OUT ? attempt.start() + SECOND : attempt.end();
  }

  @Test
  void noReasonNoFailure() {
    List<Attempt> attempts = HistoryGenerator.play(Setting.quiet(2)).attempts();

    assertThat(attempts).hasSizeBetween(6900, 7500);
    assertThat(attempts).allMatch(Attempt::connected);
    assertThat(attempts).allMatch(attempt -> attempt.cause() == TrueCause.NONE);
  }

  @Test
  void everyFailureHasTheCauseOfItsTime() {
    Setting setting =
        Setting.quiet(3)
            .with(Trouble.down(0, Duration.ofMinutes(10), Duration.ofMinutes(12)))
            .with(trouble(Trouble.Kind.REFUSING, 20, 21, 1))
            .with(trouble(Trouble.Kind.QUEUE_FULL, 30, 40, .6))
            .givingUp(.01);
    for (Attempt attempt : HistoryGenerator.play(setting).attempts()) {
      double minute = attempt.start() / 60e9;
      switch (attempt.cause()) {
        case NONE -> assertThat(attempt.connected()).isTrue();
        case OUTAGE -> assertThat(minute).isBetween(10.0, 12.0);
        case REFUSED -> assertThat(minute).isBetween(20.0 - 1.0 / 60, 21.0);
        case ACCEPT_QUEUE -> assertThat(minute).isBetween(30.0 - 1.0 / 60, 40.0);
        default -> assertThat(attempt.cause()).isEqualTo(TrueCause.CLOSED_BY_APPLICATION);
      }
      assertThat(attempt.connected()).isEqualTo(attempt.cause() == TrueCause.NONE);
    }
  }

  private static Trouble trouble(Trouble.Kind kind, int from, int to, double probability) {
    return new Trouble(
        Trouble.EVERY, Duration.ofMinutes(from), Duration.ofMinutes(to), kind, probability);
  }

  /** Shares of the kernel's early-reuse table, client closing first, 1 connect a second. */
  @ParameterizedTest
  @CsvSource({"32768-60999, none, .22", "32768-60999, simple, .503", "9000-65499, simple, .330"})
  void earlyReuseShareIsThatOfTheKernel(String range, String reserved, double share) {
    PortSet reservedPorts = reserved.equals("none") ? PortSet.NONE : Presets.simpleReservedPorts();
    Setting setting =
        Setting.quiet(4)
            .at(1)
            .open(Duration.ofMillis(1), 1)
            .lasting(Duration.ofHours(6))
            .selecting(new Sequential(), new PortSpace(PortRange.parse(range), reservedPorts));
    var reuses = ReuseDetector.detect(HistoryGenerator.play(setting).log(), Duration.ofHours(1));
    long[] counts = new long[2];
    reuses
        .uses()
        .forEach(
            use -> {
              if (use.history() >= 3600 * SECOND) {
                counts[0]++;
                counts[1] += use.kind() == UseKind.EARLY_REUSE ? 1 : 0;
              }
            });

    assertThat((double) counts[1] / counts[0]).isCloseTo(share, within(.02));
  }

  @Test
  void portsRunOutWhereAllWaitInTimeWait() {
    Setting setting =
        Setting.quiet(5)
            .at(5)
            .open(Duration.ofMillis(10), 1)
            .selecting(
                new Sequential(), new PortSpace(new PortRange(40_000, 40_099), PortSet.NONE));

    assertThat(HistoryGenerator.play(setting).attempts())
        .filteredOn(attempt -> attempt.cause() == TrueCause.PORT_EXHAUSTION)
        .hasSizeGreaterThan(1000)
        .allMatch(attempt -> attempt.outcome() == Outcome.ADDRESS_NOT_AVAILABLE)
        .allMatch(attempt -> attempt.localPort() == 0);
  }

  @Test
  void noTupleIsUsedTwiceAtATime() {
    Setting setting = Setting.quiet(6).at(8).open(Duration.ofSeconds(5), .5).losing(.1);
    Map<Integer, Attempt> last = new HashMap<>();
    for (Attempt attempt : HistoryGenerator.play(setting).attempts()) {
      Attempt before = last.put(attempt.localPort(), attempt);
      if (before != null) {
        boolean waits = before.closedBy() == ClosedBy.LOCAL;
        assertThat(attempt.start() - before.close()).isNotNegative();
        assertThat(attempt.start() - before.close() >= (waits ? 60 * SECOND : 0)).isTrue();
      }
    }
  }

  @Test
  void retriesTurnAnOutageIntoLoad() {
    Trouble outage = Trouble.down(0, Duration.ofMinutes(20), Duration.ofMinutes(25));
    int patient = HistoryGenerator.play(Setting.quiet(7).with(outage)).attempts().size();
    int storming =
        HistoryGenerator.play(Setting.quiet(7).with(outage).retrying(5, Duration.ofMillis(200)))
            .attempts()
            .size();

    assertThat(storming - patient).isBetween(2000, 4000);
  }

  @Test
  void deadPathsAreDeadForGood() {
    Setting setting = Setting.quiet(8).at(10).badPaths(.05, Duration.ofMinutes(30));
    Map<Integer, Boolean> dead = new HashMap<>();
    for (Attempt attempt : HistoryGenerator.play(setting).attempts()) {
      if (attempt.start() >= 1800 * SECOND) {
        Boolean before = dead.put(attempt.localPort(), !attempt.connected());
        assertThat(before == null || before == !attempt.connected()).isTrue();
      }
    }
    long bad = dead.values().stream().filter(is -> is).count();
    assertThat((double) bad / dead.size()).isCloseTo(.05, within(.015));
  }

  @Test
  void equalSettingsGiveEqualHistories() {
    assertThat(HistoryGenerator.play(busy()).attempts())
        .isEqualTo(HistoryGenerator.play(busy()).attempts());
  }

  private static Setting busy() {
    return Setting.quiet(9)
        .to(3)
        .from(2, 3)
        .losing(.03)
        .unseen(.2)
        .swinging(4)
        .retrying(2, Duration.ofSeconds(1))
        .lasting(Duration.ofMinutes(20))
        .behind(new Firewall(Duration.ofMinutes(5), Answer.DROP, .7, false));
  }

  @Test
  void unseenProcessesAreInNoRecording() {
    LabelledHistory history = HistoryGenerator.play(busy());

    assertThat(history.attempts()).anyMatch(attempt -> !attempt.seen());
    assertThat(history.log().uses())
        .allMatch(use -> history.attempt(use.connectionNumber()).seen());
  }

  @Test
  void writtenRecordingsReadBackAsTheSameConnections() throws IOException {
    LabelledHistory history = HistoryGenerator.play(busy());
    ConnectionLog read = ConnectionLog.read(history.write(directory), Progress.NONE);

    assertThat(read.recordings()).hasSize(2).allMatch(r -> r.problems().isEmpty());
    Map<Long, List<Object>> written = facts(history.log());
    Map<Long, List<Object>> found = facts(read);
    assertThat(found).hasSameSizeAs(written);
    written.forEach((number, facts) -> assertThat(found.get(number)).isEqualTo(facts));
    assertThat(read.jvms().keySet()).isEqualTo(history.log().jvms().keySet());
  }

  private static Map<Long, List<Object>> facts(ConnectionLog log) {
    Map<Long, List<Object>> facts = new HashMap<>();
    for (Use use : log.uses()) {
      facts.put(
          use.connectionNumber(),
          List.of(
              use.key(), use.start(), use.attemptEnd(), use.close(), use.result(), use.jvmId()));
    }
    return facts;
  }
}
