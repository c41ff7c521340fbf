package io.tuplewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A rule that changes while it is recorded: when did failures of reuse begin, and end? */
class ReusePeriodsTest {

  private static final int NETWORKS = Integer.getInteger("tuplewatch.periods", 10);
  private static final Duration LENGTH = Duration.ofMinutes(90);

  @Test
  void beginningIsToldWithAnIntervalThatHoldsIt() {
    int found = 0;
    int held = 0;
    for (long seed = 0; seed < NETWORKS; seed++) {
      Duration began = Duration.ofMinutes(20 + 2 * seed % 40);
      LabelledHistory history =
          HistoryGenerator.play(network(seed).behind(firewall(seed), began, LENGTH));
      List<ReusePeriod> periods = periods(history);
      found += periods.size() == 2 ? 1 : 0;
      held += periods.size() > 1 && holds(periods.get(1), began) ? 1 : 0;
    }

    System.out.printf("began: %d of %d found, %d held%n", found, NETWORKS, held);
    assertThat(found).isGreaterThanOrEqualTo(NETWORKS - NETWORKS / 10);
    assertThat(held).isGreaterThanOrEqualTo(NETWORKS - NETWORKS / 10);
  }

  @Test
  void endIsToldAsWell() {
    int held = 0;
    for (long seed = 0; seed < NETWORKS; seed++) {
      Duration began = Duration.ofMinutes(20);
      Duration ended = Duration.ofMinutes(55 + seed % 20);
      LabelledHistory history =
          HistoryGenerator.play(network(seed).behind(firewall(seed), began, ended));
      List<ReusePeriod> periods = periods(history);
      boolean both =
          periods.size() == 3 && holds(periods.get(1), began) && holds(periods.get(2), ended);
      held += both ? 1 : 0;
    }

    System.out.printf("began and ended: %d of %d held%n", held, NETWORKS);
    assertThat(held).isGreaterThanOrEqualTo(NETWORKS - NETWORKS / 10);
  }

  @Test
  void firewallThatStaysTheSameHasOnePeriod() {
    int changed = 0;
    for (long seed = 0; seed < NETWORKS; seed++) {
      changed +=
          periods(HistoryGenerator.play(network(seed).behind(firewall(seed)))).size() > 1 ? 1 : 0;
    }

    System.out.printf("without a change: %d of %d divided%n", changed, NETWORKS);
    assertThat(changed).isLessThanOrEqualTo(NETWORKS / 100);
  }

  private static Setting network(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Setting.quiet(seed)
        .at(1 + 3 * random.nextDouble())
        .swinging(1 + random.nextInt(3))
        .losing(.02 * random.nextInt(2))
        .retrying(random.nextInt(3), Duration.ofSeconds(1))
        .lasting(LENGTH)
        .selecting(new RandomRetry(), new PortSpace(new PortRange(40_000, 41_500), PortSet.NONE));
  }

  private static Firewall firewall(long seed) {
    double lingering = seed % 2 == 0 ? 1 : .6;
    return new Firewall(Duration.ofMinutes(4), Firewall.Answer.DROP, lingering, seed % 3 == 0);
  }

  private static List<ReusePeriod> periods(LabelledHistory history) {
    var log = history.log();
    return Diagnosis.of(log, TimeoutSearch.detect(log, null), Nat.NONE)
        .findings()
        .destinations()
        .get(0)
        .periods();
  }

  private static boolean holds(ReusePeriod period, Duration change) {
    long at = LabelledHistory.wallTime(change);
    return period.earliest() <= at && at <= period.latest();
  }
}
