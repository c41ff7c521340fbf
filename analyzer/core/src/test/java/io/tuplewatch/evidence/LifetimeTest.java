package io.tuplewatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.evidence.counts.IdleBand;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.Firewall.Answer;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Sequential;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The lifetime against that of the generator's firewall; 30 seeds, or {@code tuplewatch.lifetimes},
 * from 0 or {@code tuplewatch.first}. Without a timeout, or with {@code tuplewatch.given}.
 */
class LifetimeTest {

  private static final long FIRST = Long.getLong("tuplewatch.first", 0);
  private static final int SEEDS = Integer.getInteger("tuplewatch.lifetimes", 30);

  /** Of intervals with a number of failures from here on: how many, covering, width in all. */
  private final Map<Integer, double[]> byFailures = new TreeMap<>();

  @Test
  void intervalHoldsTheLifetime() {
    int found = 0;
    int covered = 0;
    int varied = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Duration lifetime = Duration.ofSeconds(60 + random.nextInt(900));
      Duration timeout = lifetime.multipliedBy(1 + random.nextInt(3));
      double lingering = Math.pow(random.nextDouble(), 3);
      Setting setting =
          setting(seed, random)
              .losing(random.nextBoolean() ? 0 : .1)
              .behind(new Firewall(lifetime, Answer.DROP, lingering, true));
      DestinationEvidence evidence = evidence(setting, asked(timeout));
      Lifetime answer = evidence.lifetime();
      if (answer.answer() != Lifetime.Answer.NONE_FOUND) {
        boolean holds =
            answer.lowNanos() <= lifetime.toNanos() && lifetime.toNanos() <= answer.highNanos();
        found++;
        covered += holds ? 1 : 0;
        varied += answer.answer() == Lifetime.Answer.VARIES ? 1 : 0;
        tabulate(evidence, answer, holds);
      }
    }
    byFailures.forEach(
        (from, row) ->
            System.out.printf(
                "lifetime, %3d failures or more: %3.0f intervals, %3.0f hold it, %3.0f one-sided,"
                    + " mean width %.2f of the estimate%n",
                from, row[0], row[1], row[0] - row[3], row[2] / Math.max(1, row[3])));
    assertThat(found).isGreaterThan(SEEDS / 3);
    System.out.printf("lifetime: %d of %d, %d hold it, %d vary%n", found, SEEDS, covered, varied);
    assertThat((double) covered / found).isGreaterThanOrEqualTo(.9);
    assertThat(varied).isLessThanOrEqualTo(Math.max(1, SEEDS / 100));
  }

  /** A sweep keeps sessions from no time at all to its whole period. */
  @Test
  void sessionsThatAreSweptAreKeptForDifferentTimes() {
    int varied = 0;
    int sharp = 0;
    int held = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Duration least = Duration.ofSeconds(random.nextInt(2) * 60L);
      Duration period = Duration.ofSeconds(100 + random.nextInt(900));
      Setting setting =
          setting(seed, random)
              .losing(random.nextBoolean() ? 0 : .1)
              .sweptEvery(period)
              .behind(new Firewall(least, Answer.DROP, 1 - .6 * random.nextDouble(), true));
      Lifetime answer = evidence(setting, null).lifetime();
      double most = least.plus(period).toNanos();
      varied += answer.answer() == Lifetime.Answer.VARIES ? 1 : 0;
      sharp += answer.answer() == Lifetime.Answer.BETWEEN ? 1 : 0;
      held += answer.ends() && answer.highNanos() >= .95 * most ? 1 : 0;
    }
    System.out.printf("swept: %d vary, %d sharp, %d ends hold%n", varied, sharp, held);
    assertThat(varied).isGreaterThan(SEEDS * 3 / 4);
    assertThat(sharp).isLessThanOrEqualTo(SEEDS / 15);
    assertThat(held).isGreaterThanOrEqualTo(varied - SEEDS / 30);
  }

  /** A minute of a busy client; the table is swept some seven times. */
  @Test
  void sessionsThatAreSweptAFewTimesAreNotSaidToLastEquallyLong() {
    int sharp = 0;
    int varied = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Setting setting =
          busy(seed)
              .sweptEvery(Duration.ofMillis(6000 + random.nextInt(4000)))
              .behind(new Firewall(Duration.ZERO, Answer.DROP, 1, true));
      Lifetime.Answer answer = evidence(setting, null).lifetime().answer();
      sharp += answer == Lifetime.Answer.BETWEEN ? 1 : 0;
      varied += answer == Lifetime.Answer.VARIES ? 1 : 0;
    }
    System.out.printf("swept a few times: %d vary, %d sharp, of %d%n", varied, sharp, SEEDS);
    assertThat(sharp).isLessThanOrEqualTo(SEEDS / 60);
    assertThat(varied).isGreaterThan(SEEDS / 2);
  }

  /**
   * The same client; half of the sessions linger, all equally long, from some moment to another.
   */
  @Test
  void aRuleThatComesAndGoesIsNotTakenForASweep() {
    int varied = 0;
    int sharp = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Duration lifetime = Duration.ofMillis(5000 + random.nextInt(3000));
      Setting setting =
          busy(seed)
              .behind(
                  new Firewall(lifetime, Answer.DROP, .5 + .5 * random.nextDouble(), true),
                  Duration.ofSeconds(random.nextInt(25)),
                  Duration.ofSeconds(40 + random.nextInt(30)));
      Lifetime.Answer answer = evidence(setting, null).lifetime().answer();
      varied += answer == Lifetime.Answer.VARIES ? 1 : 0;
      sharp += answer == Lifetime.Answer.BETWEEN ? 1 : 0;
    }
    System.out.printf("comes and goes: %d vary, %d sharp, of %d%n", varied, sharp, SEEDS);
    assertThat(varied).isLessThanOrEqualTo(Math.max(1, SEEDS / 60));
    assertThat(sharp).isGreaterThan(SEEDS * 3 / 4);
  }

  private static Setting busy(long seed) {
    return Setting.quiet(seed)
        .at(24)
        .open(Duration.ofMillis(20), 0)
        .lasting(Duration.ofSeconds(62))
        .selecting(new Sequential(), new PortSpace(new PortRange(40_000, 40_511), PortSet.NONE));
  }

  private void tabulate(DestinationEvidence evidence, Lifetime answer, boolean holds) {
    long failed = evidence.bands().stream().mapToLong(IdleBand::failed).sum();
    int from = failed < 10 ? 0 : failed < 30 ? 10 : failed < 100 ? 30 : 100;
    double[] row = byFailures.computeIfAbsent(from, key -> new double[4]);
    row[0]++;
    row[1] += holds ? 1 : 0;
    if (answer.answer() == Lifetime.Answer.BETWEEN) {
      row[2] += (double) (answer.highNanos() - answer.lowNanos()) / answer.estimateNanos();
      row[3]++;
    }
  }

  @Test
  void withoutAFirewallNoLifetimeIsClaimed() {
    int claimed = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Setting setting = setting(seed, random).losing(.05 + .3 * random.nextDouble());
      Lifetime.Answer answer = evidence(setting, asked(Duration.ofMinutes(10))).lifetime().answer();
      claimed += answer == Lifetime.Answer.NONE_FOUND ? 0 : 1;
    }
    System.out.printf("lifetime claimed without one: %d of %d%n", claimed, SEEDS);
    assertThat(claimed).isLessThanOrEqualTo(Math.max(1, SEEDS / 100));
  }

  /** Null: the user says nothing. */
  private static @Nullable Duration asked(Duration timeout) {
    return Boolean.getBoolean("tuplewatch.given") ? timeout : null;
  }

  private static Setting setting(long seed, SplittableRandom random) {
    int size = 400 + random.nextInt(3000);
    return Setting.quiet(seed)
        .at(.3 + 2 * random.nextDouble())
        .lasting(Duration.ofMinutes(100))
        .selecting(
            new Sequential(), new PortSpace(new PortRange(40_000, 40_000 + size), PortSet.NONE));
  }

  private static DestinationEvidence evidence(Setting setting, @Nullable Duration timeout) {
    LabelledHistory history = HistoryGenerator.play(setting);
    ConnectionLog log = history.log();
    ReuseLog reuses = TimeoutSearch.detect(log, timeout);
    ClassifiedUse any = reuses.uses().iterator().next();
    return Evidence.of(log.opens(), reuses).destination(any.use().key());
  }
}
