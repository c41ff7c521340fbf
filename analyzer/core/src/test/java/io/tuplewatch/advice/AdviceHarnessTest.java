package io.tuplewatch.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.diagnosis.RandomSettings;
import io.tuplewatch.diagnosis.Verdict;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import io.tuplewatch.selection.algorithm.RandomStep;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Networks of the generator of causes, by seed: what is advised for one, and what its load meets
 * once the advice is followed. As many as the property {@code tuplewatch.advice} says, from the
 * seed {@code tuplewatch.first} on.
 */
class AdviceHarnessTest {

  private static final long FIRST = Long.getLong("tuplewatch.first", 30_000);
  private static final int NETWORKS = Integer.getInteger("tuplewatch.advice", 4);

  private int accused;
  private int followed;
  private int within;
  private int certain;
  private int certainRight;

  @Test
  void whatIsPredictedComesAndWhereNoFirewallStandsNothingIsAdvised() {
    for (long seed = FIRST; seed < FIRST + NETWORKS; seed++) {
      play(seed);
    }
    System.out.printf(
        Locale.ROOT,
        "%d networks, %d with advice; followed %d, within the interval %d; predicted to leave"
            + " exactly so many %d, right %d%n",
        NETWORKS,
        accused,
        followed,
        within,
        certain,
        certainRight);
    assertThat(accused).isGreaterThan(NETWORKS / 5);
    assertThat(certainRight).isEqualTo(certain);
    assertThat((double) within / followed).as("within").isBetween(leastShare(), 1.0);
  }

  /** Of 200, 90 %; of fewer what 90 % would hardly fall below. */
  private double leastShare() {
    return .9 - 2 * Math.sqrt(.09 / followed) * (NETWORKS < 200 ? 1 : 0);
  }

  private void play(long seed) {
    Setting setting = RandomSettings.of(seed);
    ConnectionLog log = HistoryGenerator.play(setting).log();
    ReuseLog reuses = ReuseDetector.detect(log, timeout(setting));
    Diagnosis diagnosis = Diagnosis.of(log, reuses, Nat.NONE);
    Advice advice = advise(log, reuses, diagnosis);
    if (setting.firewall == null) {
      assertThat(advice.standing()).as("seed %d", seed).isEqualTo(Advice.Standing.NO_REUSE_TROUBLE);
      assertThat(advice.items()).isEmpty();
      return;
    }
    if (advice.standing() != Advice.Standing.GIVEN) {
      return;
    }
    accused++;
    List<Item> items = advice.items().stream().filter(AdviceHarnessTest::canBeFollowed).toList();
    if (!items.isEmpty()) {
      follow(seed, items.get(0), diagnosis);
      follow(seed, items.get((int) (seed % items.size())), diagnosis);
    }
  }

  private static Advice advise(ConnectionLog log, ReuseLog reuses, Diagnosis diagnosis) {
    try {
      return Adviser.advise(log, reuses, diagnosis, null, 39);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Duration timeout(Setting setting) {
    return setting.firewall == null ? Duration.ofMinutes(20) : setting.firewall.lifetime();
  }

  private static boolean canBeFollowed(Item item) {
    return switch (item.remedies().get(0)) {
      case LONGER_LIFETIME, SOURCE_ADDRESSES, TW_REUSE_OFF -> false;
      default -> true;
    };
  }

  private void follow(long seed, Item item, Diagnosis before) {
    Setting changed = RandomSettings.of(seed);
    Duration asked = timeout(changed);
    change(changed, item.remedies().get(0));
    ConnectionLog log = HistoryGenerator.play(changed).log();
    long left = failed(ReuseDetector.detect(log, asked).uses(), before);
    boolean right = item.left().contains((double) left);
    if (item.left().low() == item.left().high()) {
      certain++;
      certainRight += right ? 1 : 0;
    } else {
      followed++;
      within += right ? 1 : 0;
    }
    if (Boolean.getBoolean("tuplewatch.print") || !right) {
      System.out.printf(
          Locale.ROOT,
          "seed %d %s: predicted %.0f (%.0f to %.0f), came %d%n",
          seed,
          item.remedies(),
          item.left().median(),
          item.left().low(),
          item.left().high(),
          left);
    }
  }

  private static void change(Setting setting, Remedy remedy) {
    PortSpace space = setting.space;
    switch (remedy) {
      case LEAST_RECENTLY_USED -> setting.leastRecentlyUsed = true;
      case WIDER_RANGE -> setting.space = new PortSpace(Remedy.widerRange(), space.reserved());
      case NO_RESERVED_PORTS -> setting.space = new PortSpace(space.range(), PortSet.NONE);
      case RANDOM_RETRY -> setting.algorithm = new RandomRetry();
      case RANDOM_STEP -> setting.algorithm = new RandomStep(65_535);
      case FEWER_CONNECTS -> setting.rate /= 2;
      case CLIENT_CLOSES -> setting.closedLocally = 1;
      case DEVICE_TIMER -> setting.firewall = shorter(setting.firewall);
      case LONGER_LIFETIME, SOURCE_ADDRESSES, TW_REUSE_OFF ->
          throw new IllegalArgumentException(remedy.toString());
    }
  }

  private static Firewall shorter(Firewall firewall) {
    Duration lifetime =
        Duration.ofNanos((long) (firewall.lifetime().toNanos() * Remedy.SHORTER_TIMER));
    return new Firewall(
        lifetime, firewall.answer(), firewall.lingering(), firewall.refreshedByTries());
  }

  /** Failed early reuses of the destinations that were accused before. */
  private static long failed(ClassifiedUses uses, Diagnosis before) {
    Set<Destination> accused =
        before.findings().destinations().stream()
            .filter(finding -> finding.verdict() == Verdict.REUSE_FAILS)
            .map(finding -> finding.reuse().destination())
            .collect(Collectors.toSet());
    long failed = 0;
    for (int index = 0; index < uses.size(); index++) {
      Destination destination = Destination.of(uses.all().key(uses.destination(index), 0));
      failed += uses.failedEarlyReuse(index) && accused.contains(destination) ? 1 : 0;
    }
    return failed;
  }
}
