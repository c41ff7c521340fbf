package io.tuplewatch.evidence.causes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.Connect;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.history.Attempt;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.UseKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Mixtures of which the parts are known: the residual, and uses whose past is not known. */
class MixturesTest {

  private static final int CONNECTS = 40_000;

  private final CellCounts cells = new CellCounts(new Storage(1 << 24));
  private final List<FailedConnect> failures = new ArrayList<>();

  @Test
  void residualIsTheShareOfFirstUsesThatFailForNoReasonKnown() {
    play(.02, 0);

    ResidualFailures found = fit(0);

    assertThat(found.share()).isCloseTo(.02, within(.002));
    assertThat(found.byUnrecorded()).isZero();
  }

  @Test
  void whatUnrecordedUsesStopIsNotOfTheResidual() {
    play(.002, .05);

    ResidualFailures found = fit(.05);

    assertThat(found.byUnrecorded()).isEqualTo(.05);
    assertThat(found.share()).isCloseTo(.002, within(.001));
  }

  /** Late reuses of two idle times; unrecorded uses stop some. */
  private void play(double residual, double unrecorded) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < CONNECTS; i++) {
      int bin = i % 2 == 0 ? 1290 : 1400;
      double chance = residual + unrecorded;
      boolean fails = random.nextDouble() < chance;
      cells.add(i, 0, bin, fails ? FailureMode.NO_ANSWER.column() : -1);
      if (fails) {
        failures.add(Failures.late(failures.size(), i, bin));
      }
    }
  }

  private ResidualFailures fit(double expected) {
    ResidualFailures found = ResidualFailures.prior();
    for (int round = 0; round < 50; round++) {
      Background background = new Background(FailureMode.NO_ANSWER, failures, 0, null, found);
      found =
          found.refined(
              background, new double[failures.size()], cells, IdleBins.AT_TIMEOUT, expected);
    }
    return found;
  }

  @Test
  void sessionsFromBeforeStopAsManyConnectsAsTheFirewallDid() {
    Duration lifetime = Duration.ofMinutes(10);
    Setting setting =
        Setting.quiet(1)
            .at(4)
            .lasting(Duration.ofHours(2))
            .behind(new Firewall(lifetime, Firewall.Answer.DROP, .5, true));
    LabelledHistory history = HistoryGenerator.play(setting);
    ConnectionLog log = history.logSince(Duration.ofMinutes(60));
    ClassifiedUses uses = ReuseDetector.detect(log, lifetime).uses();
    IdleBins bins = new IdleBins(lifetime.toNanos());
    LeftCensoredUses censored = new LeftCensoredUses(bins);
    FailedConnects failed = new FailedConnects(bins);
    Connect connect = new Connect(uses, lifetime.toNanos());
    for (int index = 0; index < uses.size(); index++) {
      if (uses.result(index).judged()) {
        censored.add(connect.at(index));
        failed.add(connect);
      }
    }

    double[] stops = LeftCensoredUses.prior(failed.all());
    censored.find(1, failed.all(), f -> 1e-4, f -> 0, stops);

    List<FailedConnect> early =
        failed.all().stream()
            .filter(f -> f.past() == FailedConnect.Past.CENSORED && f.previous() == null)
            .toList();
    assertThat(early).hasSizeGreaterThan(50);
    double share = blockedShareOfFirstMinutes(history, uses, 5);
    double found =
        early.stream()
            .filter(f -> f.start() - uses.start(0) < 300_000_000_000L)
            .mapToDouble(f -> stops[f.number()])
            .average()
            .orElseThrow();
    assertThat(found).isCloseTo(share, within(.05));
  }

  private static double blockedShareOfFirstMinutes(
      LabelledHistory history, ClassifiedUses uses, int minutes) {
    int blocked = 0;
    int all = 0;
    for (int index = 0; index < uses.size(); index++) {
      boolean first = uses.start(index) - uses.start(0) < minutes * 60_000_000_000L;
      if (first && uses.kind(index) == UseKind.UNKNOWN) {
        Attempt attempt = history.attempt(uses.number(index));
        blocked += attempt.blocked() ? 1 : 0;
        all++;
      }
    }
    return (double) blocked / all;
  }
}
