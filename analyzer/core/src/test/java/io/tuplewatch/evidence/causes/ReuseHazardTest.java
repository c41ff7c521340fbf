package io.tuplewatch.evidence.causes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.evidence.counts.ComparedConnects;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The posterior of the hazard against integrals over a continuous chance and lifetime. */
class ReuseHazardTest {

  /** The chance to fail where no model tells of the moment, at the nearest half octave. */
  private static final double BACKGROUND = Math.pow(2, -13.5);

  /** Late answers that say the background is known well, so that its factor plays no part. */
  private static final long WELL_KNOWN = 40_000;

  private static final int LIFETIME = IdleBins.AT_TIMEOUT - 64;

  private final IdleBins bins = new IdleBins(60_000_000_000L);
  private final ComparedConnects connects = new ComparedConnects(bins, new Storage(1 << 20));
  private final List<FailedConnect> failures = new ArrayList<>();
  private final long[] worked = new long[IdleBins.COUNT];
  private final long[] failed = new long[IdleBins.COUNT];

  @Test
  void chanceAndLifetimeAreTheIntegralsOfThePosterior() {
    play(600, .3);

    ReuseHazard hazard = infer();
    Integrals integrals = new Integrals();

    assertThat(hazard.chance()).isCloseTo(integrals.meanChance(), within(.005));
    for (double q : new double[] {.01, .5, .99}) {
      assertThat(hazard.quantile(q))
          .isBetween(integrals.quantile(q) - 1, integrals.quantile(q) + 1);
    }
    assertThat(hazard.exists()).isGreaterThan(.99);
    assertThat(hazard.quantile(.01)).isLessThanOrEqualTo(LIFETIME);
    assertThat(hazard.quantile(.99)).isGreaterThanOrEqualTo(LIFETIME);
  }

  @Test
  void bayesFactorIsTheRatioOfTheIntegrals() {
    play(300, .03);

    double factor = infer().bayesFactor();

    assertThat(Math.log(factor)).isCloseTo(Math.log(new Integrals().bayesFactor()), within(1.0));
  }

  /** One of 20,000 reuses failed, as the background has it: no share of sessions is kept. */
  @Test
  void whereNoShareOfSessionsIsKeptNothingIsSaidToVary() {
    play(20_000, 0);
    fail(LIFETIME + 10, 0);

    ReuseHazard hazard = ReuseHazard.of(connects.cells(), background(), 1e9, sharp -> true);

    assertThat(hazard.curve()).isNull();
    assertThat(hazard.outlook(LIFETIME, BACKGROUND, 0, LIFETIME, 1, 0).fails()).isBetween(0., 1.);
  }

  /** Reuses at random idle times; those below the lifetime fail with a chance. */
  private void play(int reuses, double chance) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < reuses; i++) {
      int bin = IdleBins.AT_TIMEOUT - 256 + random.nextInt(384);
      if (bin < LIFETIME && random.nextDouble() < chance) {
        fail(bin, i);
      } else {
        connects.cells().add(i, 0, bin, -1);
        worked[bin]++;
      }
    }
  }

  private void fail(int bin, int second) {
    connects.cells().add(second, 0, bin, FailureMode.NO_ANSWER.column());
    failed[bin]++;
    failures.add(Failures.early(failures.size(), second, bin));
  }

  private ReuseHazard infer() {
    ReuseHazards hazards = new ReuseHazards(connects);
    hazards.infer(List.of(background()));
    return Objects.requireNonNull(hazards.hazard(FailureMode.NO_ANSWER));
  }

  private Background background() {
    return new Background(
        FailureMode.NO_ANSWER, failures, WELL_KNOWN, null, ResidualFailures.prior());
  }

  /** Sums over a thousand chances from 0 to 1, all as likely, and all lifetimes. */
  private final class Integrals {
    private static final int CHANCES = 1000;
    private final Map<Integer, Double> byLifetime = new TreeMap<>();
    private double all;
    private double chance;
    private final long[] workedBelow = sums(worked);
    private final long[] failedBelow = sums(failed);
    private final double nothing = log(0, 0);

    Integrals() {
      int lowest = bin(0, 1);
      int highest = bin(IdleBins.COUNT - 1, -1);
      for (int lifetime = lowest + 1; lifetime <= highest + 1; lifetime++) {
        double sum = 0;
        for (int i = 0; i < CHANCES; i++) {
          double f = (i + .5) / CHANCES;
          double weight = Math.exp(log(f, lifetime) - nothing);
          sum += weight;
          chance += f * weight;
        }
        byLifetime.put(lifetime, sum);
        all += sum;
      }
    }

    /** By bin, the sum of all before it. */
    private static long[] sums(long[] counts) {
      long[] sums = new long[counts.length + 1];
      for (int bin = 0; bin < counts.length; bin++) {
        sums[bin + 1] = sums[bin] + counts[bin];
      }
      return sums;
    }

    private int bin(int from, int step) {
      int bin = from;
      while (worked[bin] + failed[bin] == 0) {
        bin += step;
      }
      return bin;
    }

    /** Reuses below the lifetime are stopped with chance f, those beyond it are not. */
    private double log(double f, int lifetime) {
      return log(f + (1 - f) * BACKGROUND, 0, lifetime) + log(BACKGROUND, lifetime, IdleBins.COUNT);
    }

    private double log(double fails, int from, int to) {
      return (failedBelow[to] - failedBelow[from]) * Math.log(fails)
          + (workedBelow[to] - workedBelow[from]) * Math.log(1 - fails);
    }

    double meanChance() {
      return chance / all;
    }

    double bayesFactor() {
      return all / (CHANCES * byLifetime.size());
    }

    /** The bin that the lifetime reaches with this chance to be shorter. */
    int quantile(double q) {
      double sum = 0;
      for (Map.Entry<Integer, Double> lifetime : byLifetime.entrySet()) {
        sum += lifetime.getValue();
        if (sum >= q * all) {
          return lifetime.getKey();
        }
      }
      throw new IllegalStateException();
    }
  }
}
