package io.tuplewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.history.Trouble;
import io.tuplewatch.history.TrueCause;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Sequential;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Networks without a firewall, in which reuse and failure come together all the same: 10 of each
 * kind, or as many as tuplewatch.innocent says.
 */
class FalseAccusationTest {

  private static final int SEEDS = Integer.getInteger("tuplewatch.innocent", 10);

  /** A limit that failed more connects than this is to be found. */
  private static final int FELT = 500;

  /** Times as long, and so as many connects; 1, or tuplewatch.innocent.size. */
  private static final int SIZE = Integer.getInteger("tuplewatch.innocent.size", 1);

  enum Rival {
    HEAVY_REUSE,
    OUTAGES_WITH_RETRY_STORMS,
    ACCEPT_QUEUE_OVERFLOW,
    BAD_PATHS,
    LOAD_CONFOUNDING,
    RATE_LIMIT_WITH_BURSTS
  }

  @ParameterizedTest
  @EnumSource(Rival.class)
  void noRivalIsTakenForTheFirewall(Rival rival) {
    int accused = 0;
    int causes = 0;
    int lifetimes = 0;
    int delays = 0;
    int limits = 0;
    int limited = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Setting setting = setting(rival, seed);
      LabelledHistory history = HistoryGenerator.play(setting);
      limited += history.causes(TrueCause.LIMIT) > FELT ? 1 : 0;
      var log = history.log();
      var reuses = TimeoutSearch.detect(log, null);
      Findings findings = Diagnosis.of(log, reuses).findings();
      boolean any =
          findings.destinations().stream().anyMatch(f -> f.verdict() == Verdict.REUSE_FAILS);
      accused += any ? 1 : 0;
      causes += findings.causes().containsKey(Cause.EARLY_REUSE) ? 1 : 0;
      delays += findings.lateAnswers().stream().anyMatch(late -> late.delay() != null) ? 1 : 0;
      limits += findings.limits().isEmpty() ? 0 : 1;
      lifetimes += findings.destinations().stream().anyMatch(f -> claimed(f)) ? 1 : 0;
    }
    System.out.printf(
        "%s: %d of %d accused, %d named, %d with a lifetime, %d delayed, %d of %d limited%n",
        rival, accused, SEEDS, causes, lifetimes, delays, limits, limited);
    assertThat(accused).isLessThanOrEqualTo(SEEDS / 100);
    assertThat(delays).isLessThanOrEqualTo(SEEDS / 100);
    if (limited > 0) {
      assertThat(limits).isGreaterThanOrEqualTo(limited * 9 / 10);
    } else {
      assertThat(limits).isLessThanOrEqualTo(SEEDS / 100);
    }
    assertThat(lifetimes).isLessThanOrEqualTo(Math.max(1, SEEDS / 100));
  }

  private static boolean claimed(Findings.Finding finding) {
    return finding.lifetime().answer() != Lifetime.Answer.NONE_FOUND;
  }

  static Setting setting(Rival rival, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double rate = 1 + 2 * random.nextDouble();
    int size = (int) (rate * (300 + random.nextInt(2000)));
    PortSet reserved = random.nextBoolean() ? PortSet.parse("40100-40250") : PortSet.NONE;
    Setting setting =
        Setting.quiet(seed)
            .at(rate)
            .to(1 + random.nextInt(2))
            .open(Duration.ofMillis(50), random.nextInt(3) / 2.0)
            .lasting(Duration.ofMinutes(80L * SIZE))
            .selecting(
                new Sequential(), new PortSpace(new PortRange(40_000, 40_000 + size), reserved));
    switch (rival) {
      case HEAVY_REUSE -> setting.losing(.05 + .25 * random.nextDouble());
      case OUTAGES_WITH_RETRY_STORMS -> {
        for (int i = 0; i < 8; i++) {
          Duration from = Duration.ofSeconds(300 + random.nextInt(4000));
          Duration to = from.plusSeconds(5 + random.nextInt(60));
          setting.with(Trouble.down(Trouble.EVERY, from, to));
        }
        setting.retrying(10, Duration.ofMillis(200)).losing(.02);
      }
      case ACCEPT_QUEUE_OVERFLOW -> {
        for (int i = 0; i < 5; i++) {
          Duration from = Duration.ofSeconds(300 + random.nextInt(4000));
          Duration to = from.plusSeconds(20 + random.nextInt(200));
          double full = .3 + .6 * random.nextDouble();
          setting.with(new Trouble(Trouble.EVERY, from, to, Trouble.Kind.QUEUE_FULL, full));
        }
        setting.retrying(3, Duration.ofMillis(500)).swinging(3);
      }
      case BAD_PATHS ->
          setting
              .badPaths(.02 + .1 * random.nextDouble(), Duration.ofMinutes(random.nextInt(50)))
              .retrying(2, Duration.ofSeconds(1));
      case LOAD_CONFOUNDING -> {
        setting.swinging(8).losing(.03);
        for (int minute = 15; minute < 80; minute += 10) {
          // The swing's peaks, when the server is slow and reuse is frequent.
          Duration from = Duration.ofMinutes(minute).minusSeconds(90);
          Duration to = Duration.ofMinutes(minute).plusSeconds(90);
          setting.with(new Trouble(Trouble.EVERY, from, to, Trouble.Kind.QUEUE_FULL, .7));
        }
        setting.retrying(2, Duration.ofMillis(300));
      }
      case RATE_LIMIT_WITH_BURSTS ->
          setting
              .at(5 + 5 * random.nextDouble())
              .bursting(8, Duration.ofSeconds(5 + random.nextInt(20)))
              .limitedTo(30 + random.nextInt(30), 15 + random.nextInt(15))
              .waiting(Duration.ofSeconds(1))
              .losing(.01 * random.nextInt(2))
              .selecting(
                  new Sequential(),
                  new PortSpace(new PortRange(40_000, 40_127 + random.nextInt(1000)), reserved));
    }
    return setting;
  }
}
