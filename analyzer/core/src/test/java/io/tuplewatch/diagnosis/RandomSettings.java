package io.tuplewatch.diagnosis;

import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.Setting;
import io.tuplewatch.history.Trouble;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import io.tuplewatch.selection.algorithm.Sequential;
import java.time.Duration;
import java.util.SplittableRandom;

/** Networks in every mixture of trouble, by seed. */
public final class RandomSettings {

  /** Answers that make connects fail. */
  private static final Firewall.Answer[] FAILING = {
    Firewall.Answer.DROP, Firewall.Answer.RESET, Firewall.Answer.REJECT
  };

  private static final Duration QUIET = Duration.ofMinutes(10);

  private final SplittableRandom random;
  private final Setting setting;

  private RandomSettings(long seed) {
    random = new SplittableRandom(seed);
    setting = Setting.quiet(seed);
  }

  /** Two hours or more, one to three destinations, and any of the troubles. */
  public static Setting of(long seed) {
    RandomSettings settings = new RandomSettings(seed);
    settings.load();
    settings.maybeFirewall();
    settings.ports();
    settings.troubles();
    return settings.setting;
  }

  /**
   * A network in which everything is an early reuse has nothing to compare with, and one in which
   * every tuple is blocked makes no connects: the ports are as many as 5 to 45 % early reuse take.
   */
  private void load() {
    double rate = .3 + 2 * random.nextDouble();
    double swing = pick(1, 1, 2, 4);
    setting
        .lasting(Duration.ofHours(2))
        .to(pick(1, 1, 2, 3))
        .from(pick(1, 1, 3), pick(1, 2, 5))
        .at(rate)
        .swinging(swing)
        .open(Duration.ofMillis(pick(5, 200, 3000)), chance(.5) ? 0 : chance(.5) ? 1 : .5)
        .retrying(pick(0, 0, 1, 3), Duration.ofMillis(pick(200, 1000, 5000)));
  }

  private void ports() {
    PortSet reserved = chance(.3) ? PortSet.parse("40100-40300") : PortSet.NONE;
    double share = .05 + .4 * random.nextDouble();
    double lifetime = setting.firewall == null ? 600 : setting.firewall.lifetime().toSeconds();
    double meanRate = setting.rate * (1 + (setting.loadSwing - 1) * .375);
    int size = (int) (2 * meanRate * lifetime / -Math.log(1 - share));
    int high = 39_999 + Math.max(600, Math.min(size, 25_000));
    setting.selecting(
        chance(.7) ? new Sequential() : new RandomRetry(),
        new PortSpace(new PortRange(40_000, high), reserved));
  }

  private void maybeFirewall() {
    if (chance(.6)) {
      Duration lifetime = Duration.ofSeconds(pick(120, 300, 600, 1200));
      double lingering = chance(.5) ? 1 : .3 + .6 * random.nextDouble();
      Firewall.Answer answer = FAILING[chance(.6) ? 0 : random.nextInt(FAILING.length)];
      setting.behind(new Firewall(lifetime, answer, lingering, chance(.8)));
    }
  }

  private void troubles() {
    setting.losing(pick(0, 0, .02, .05, .1, .2));
    if (chance(.4)) {
      for (int i = pick(1, 2, 6); i > 0; i--) {
        trouble(Trouble.Kind.DOWN, pick(5, 20, 60, 180), 1);
      }
    }
    if (chance(.3)) {
      trouble(Trouble.Kind.REFUSING, pick(10, 60, 240), 1);
    }
    if (chance(.3)) {
      trouble(Trouble.Kind.QUEUE_FULL, pick(60, 300, 900), .3 + .6 * random.nextDouble());
    }
    if (chance(.15)) {
      setting.badPaths(pick(.01, .05, .1), chance(.5) ? Duration.ZERO : Duration.ofHours(1));
    }
    setting.givingUp(pick(0, 0, .01)).unseen(pick(0, 0, 0, .1));
  }

  private void trouble(Trouble.Kind kind, int seconds, double probability) {
    long latest = setting.duration.minus(QUIET).toSeconds() - seconds;
    Duration from = Duration.ofSeconds(QUIET.toSeconds() + random.nextLong(latest));
    int where = chance(.5) ? Trouble.EVERY : 0;
    setting.with(new Trouble(where, from, from.plusSeconds(seconds), kind, probability));
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private int pick(int... values) {
    return values[random.nextInt(values.length)];
  }

  private double pick(double... values) {
    return values[random.nextInt(values.length)];
  }
}
