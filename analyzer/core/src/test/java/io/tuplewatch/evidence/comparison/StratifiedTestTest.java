package io.tuplewatch.evidence.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.evidence.counts.Interval;
import io.tuplewatch.evidence.counts.Stratum;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.junit.jupiter.api.Test;

class StratifiedTestTest {

  @Test
  void oneStratumIsFishersExactTest() {
    SplittableRandom random = new SplittableRandom(1);
    FisherExactTest fisher =
        FisherExactTest.withDefaults().with(AlternativeHypothesis.GREATER_THAN);
    for (int i = 0; i < 200; i++) {
      Stratum s = stratum(random, 1 + random.nextInt(30), 1 + random.nextInt(30), .4, .3);
      if (s.tells()) {
        int[][] table = {
          {s.earlyFailed(), s.early() - s.earlyFailed()},
          {s.othersFailed(), s.others() - s.othersFailed()}
        };
        assertThat(StratifiedTest.of(List.of(s)).p())
            .isCloseTo(fisher.test(table).getPValue(), within(1e-9));
      }
    }
  }

  /** All ways to deal the failures out, stratum by stratum, each as likely as any other. */
  @Test
  void severalStrataAreTheSumOverAllDealings() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 50; i++) {
      List<Stratum> strata = new ArrayList<>();
      for (int k = 0; k < 3; k++) {
        strata.add(stratum(random, 2 + random.nextInt(3), 2 + random.nextInt(3), .5, .4));
      }
      List<Stratum> telling = strata.stream().filter(Stratum::tells).toList();
      int observed = telling.stream().mapToInt(Stratum::earlyFailed).sum();
      double expected = telling.isEmpty() ? 1 : dealt(telling, 0, observed);
      assertThat(StratifiedTest.of(strata).p()).isCloseTo(expected, within(1e-9));
    }
  }

  /** Chance that strata from k on give at least that many failed early reuses. */
  private static double dealt(List<Stratum> strata, int k, int needed) {
    if (k == strata.size()) {
      return needed <= 0 ? 1 : 0;
    }
    Stratum s = strata.get(k);
    int n = s.connects();
    double sum = 0;
    int ways = 0;
    for (int set = 0; set < 1 << n; set++) {
      if (Integer.bitCount(set) == s.failed()) {
        ways++;
        int early = Integer.bitCount(set & ((1 << s.early()) - 1));
        sum += dealt(strata, k + 1, needed - early);
      }
    }
    return sum / ways;
  }

  @Test
  void riskDifferenceIntervalCoversTheTruth() {
    SplittableRandom random = new SplittableRandom(3);
    int covered = 0;
    int all = 0;
    List<Double> widths = new ArrayList<>();
    while (all < 1000) {
      double base = .02 + .2 * random.nextDouble();
      double more = .5 * random.nextDouble();
      int early = 1 + random.nextInt(10);
      int others = 1 + random.nextInt(10);
      int count = 20 + random.nextInt(100);
      List<Stratum> strata = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        strata.add(stratum(random, early, others, base + more, base));
      }
      boolean enough =
          count * early * Math.min(base + more, 1 - base - more) >= 5 && count * others * base >= 5;
      if (enough) {
        Interval interval = Objects.requireNonNull(StratifiedTest.of(strata).riskDifference());
        covered += interval.low() <= more && more <= interval.high() ? 1 : 0;
        widths.add(interval.high() - interval.low());
        all++;
      }
    }
    widths.sort(Double::compare);
    System.out.printf(
        "risk difference: %d of %d intervals cover, median width %.3f%n",
        covered, all, widths.get(all / 2));
    assertThat((double) covered / all).isGreaterThanOrEqualTo(.93);
  }

  @Test
  void anEmptyCellGivesALowerBoundOfTheOddsRatio() {
    Comparison comparison = StratifiedTest.of(List.of(new Stratum(10, 9, 50, 0)));
    Interval ratio = Objects.requireNonNull(comparison.oddsRatio());

    assertThat(ratio.estimate()).isInfinite();
    assertThat(ratio.high()).isInfinite();
    assertThat(ratio.low()).isBetween(20.0, 200.0);
    assertThat(Objects.requireNonNull(comparison.riskDifference()).low()).isBetween(.4, .8);
  }

  @Test
  void nothingToCompareSaysNothing() {
    Comparison comparison = StratifiedTest.of(List.of(new Stratum(10, 9, 0, 0)));

    assertThat(comparison.strata()).isZero();
    assertThat(comparison.p()).isEqualTo(1);
    assertThat(comparison.riskDifference()).isNull();
    assertThat(comparison.oddsRatio()).isNull();
  }

  /** Outages with more early reuses while everything fails: the pooled table accuses, we do not. */
  @Test
  void timesAtWhichEverythingFailsAreNoEvidence() {
    List<Stratum> strata = new ArrayList<>();
    for (int k = 0; k < 50; k++) {
      strata.add(new Stratum(2, 0, 10, 0));
      strata.add(new Stratum(30, 30, 10, 10));
    }
    Comparison comparison = StratifiedTest.of(strata);

    assertThat(comparison.p()).isEqualTo(1);
    assertThat(Objects.requireNonNull(comparison.riskDifference()).estimate())
        .isCloseTo(0, within(1e-9));
  }

  /** One stratum: the ratio of two odds, and the chance of the observed table's upper tail. */
  @Test
  void oneStratumIsFishersTableWithItsOddsRatio() {
    List<Stratum> one = List.of(new Stratum(10, 6, 20, 4));

    assertThat(OddsRatio.of(one).estimate()).isCloseTo(6.0 * 16 / (4 * 4), within(1e-12));
    double tail = 0;
    for (int failed = 6; failed <= 10; failed++) {
      tail += choose(10, failed) * choose(20, 10 - failed) / choose(30, 10);
    }
    assertThat(ExactConditional.atLeastObserved(one)).isCloseTo(tail, within(1e-12));
  }

  private static double choose(int n, int k) {
    double ways = 1;
    for (int i = 1; i <= k; i++) {
      ways = ways * (n - k + i) / i;
    }
    return ways;
  }

  private static Stratum stratum(
      SplittableRandom random, int early, int others, double earlyRisk, double otherRisk) {
    return new Stratum(
        early, drawn(random, early, earlyRisk), others, drawn(random, others, otherRisk));
  }

  private static int drawn(SplittableRandom random, int n, double chance) {
    int drawn = 0;
    for (int i = 0; i < n; i++) {
      drawn += random.nextDouble() < chance ? 1 : 0;
    }
    return drawn;
  }
}
