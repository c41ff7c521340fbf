package io.tuplewatch.advice;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Findings;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.diagnosis.Verdict;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.check.DestinationCheck;
import io.tuplewatch.selection.check.ReplayableDestinations;
import io.tuplewatch.selection.check.SelectionCheck;
import io.tuplewatch.selection.recorded.ConnectsBySecond;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.replay.Prediction;
import io.tuplewatch.selection.replay.Replay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out what would help. Use {@link #advise}. */
public final class Adviser {

  /** Each is played through some twelve times under every seed. */
  private static final int MOST_DESTINATIONS = 4;

  private static final double DAY_NANOS = Duration.ofDays(1).toNanos();

  /** From this share of connects of others on, no table of one process knows enough. */
  private static final double NEARLY_ALL = .9;

  private final Diagnosis diagnosis;
  private final List<Findings.Finding> accused;
  private final AccusedConnects connects;
  private final List<RecordedDestination> destinations;
  private final List<DestinationCheck> checks;

  private Adviser(Diagnosis diagnosis, List<Findings.Finding> accused, AccusedConnects connects)
      throws InterruptedException {
    this.diagnosis = diagnosis;
    this.accused = accused;
    this.connects = connects;
    List<RecordedDestination> all = connects.load().destinations();
    ReplayableDestinations replayable = ReplayableDestinations.of(all, SelectionCheck.of(all));
    this.destinations = replayable.destinations();
    this.checks = replayable.checks();
  }

  /**
   * Plays the worst destinations through with each remedy. Seconds at most.
   *
   * @param reuses detected from {@code log}
   * @param diagnosis of both
   * @param target null: none
   * @param seeds simulations of each; 0 for as many as are worth their time
   * @throws InterruptedException if the calling thread is
   */
  public static Advice advise(
      ConnectionLog log,
      ReuseLog reuses,
      Diagnosis diagnosis,
      Advice.@Nullable Target target,
      int seeds)
      throws InterruptedException {
    Set<Destination> accused = accused(diagnosis);
    AccusedConnects connects =
        accused.isEmpty() ? AccusedConnects.NONE : connects(log, reuses, accused);
    return advise(diagnosis, connects, target, seeds);
  }

  private static AccusedConnects connects(
      ConnectionLog log, ReuseLog reuses, Set<Destination> accused) {
    long until = AccusedConnects.worthwhile(ConnectsBySecond.of(reuses.uses()));
    return AccusedConnects.of(log, reuses, accused, until);
  }

  /** Does the same where the connects to the {@link #accused} were brought together from parts. */
  public static Advice advise(
      Diagnosis diagnosis, AccusedConnects connects, Advice.@Nullable Target target, int seeds)
      throws InterruptedException {
    List<Findings.Finding> accused = failing(diagnosis);
    long span = diagnosis.summary().to() - diagnosis.summary().from();
    if (accused.isEmpty()) {
      return Advice.none(Advice.Standing.NO_REUSE_TROUBLE, 0, span, 0);
    }
    List<Findings.Finding> worst = worst(accused);
    Adviser adviser = new Adviser(diagnosis, worst, connects);
    if (adviser.destinations.isEmpty()) {
      return Advice.none(Advice.Standing.LOAD_NOT_KNOWN, accused.size(), span, failed(worst));
    }
    return adviser.advice(span, accused.size() - worst.size(), target, seeds);
  }

  /** The destinations in question: the worst of those whose early reuses fail. */
  public static Set<Destination> accused(Diagnosis diagnosis) {
    return worst(failing(diagnosis)).stream()
        .map(finding -> finding.reuse().destination())
        .collect(Collectors.toSet());
  }

  private static List<Findings.Finding> failing(Diagnosis diagnosis) {
    return diagnosis.findings().destinations().stream()
        .filter(finding -> finding.verdict() == Verdict.REUSE_FAILS)
        .toList();
  }

  private static List<Findings.Finding> worst(List<Findings.Finding> failing) {
    return failing.subList(0, Math.min(MOST_DESTINATIONS, failing.size()));
  }

  private static long failed(List<Findings.Finding> findings) {
    return findings.stream()
        .mapToLong(finding -> finding.reuse().tallies().failedEarlyReuses())
        .sum();
  }

  static Destination of(DestinationKey key) {
    return new Destination(key.realm(), key.localAddress(), key.remoteAddress(), key.remotePort());
  }

  private Advice advice(long span, int leftOut, Advice.@Nullable Target target, int seeds)
      throws InterruptedException {
    List<Replay> replays = replays(seeds);
    long recorded = replays.stream().mapToLong(each -> each.recorded().failedEarlyReuses()).sum();
    FailureForecast forecast = new FailureForecast(replays);
    Prediction now = forecast.asRecorded();
    boolean reproduced = now.contains((double) recorded);
    boolean several = severalProcesses();
    List<Item> helping = new ArrayList<>();
    List<Item> others = new ArrayList<>();
    for (Remedy remedy : reproduced ? possible(several) : List.<Remedy>of()) {
      Item item = forecast.with(List.of(remedy));
      (item.helps() ? helping : others).add(item);
    }
    helping.sort(Comparator.comparingDouble(item -> -item.avoided().median()));
    return new Advice(
        reproduced ? Advice.Standing.GIVEN : Advice.Standing.NOT_REPRODUCED,
        accused.size(),
        leftOut,
        span,
        recorded,
        now,
        helping,
        others,
        connects.sites().busiest(),
        rest(),
        several,
        target,
        target == null
            ? null
            : new RemedySets(forecast, helping).smallest(target.perDay() * span / DAY_NANOS));
  }

  private List<Replay> replays(int seeds) {
    int common = seeds;
    for (int i = 0; i < destinations.size() && seeds == 0; i++) {
      int worthwhile = replay(i, 0).seeds();
      common = common == 0 ? worthwhile : Math.min(common, worthwhile);
    }
    List<Replay> replays = new ArrayList<>();
    for (int i = 0; i < destinations.size(); i++) {
      replays.add(replay(i, common));
    }
    return replays;
  }

  private Replay replay(int i, int seeds) {
    return new Replay(
        List.of(destinations.get(i)),
        List.of(checks.get(i)),
        Duration.ofNanos(keptNanos(destinations.get(i))),
        seeds);
  }

  /** For how long the device keeps sessions; what the failures show, within W. */
  private long keptNanos(RecordedDestination destination) {
    Lifetime lifetime = finding(destination).lifetime();
    long asked = diagnosis.firewallTimeout().toNanos();
    return lifetime.ends() ? Math.min(asked, lifetime.highNanos()) : asked;
  }

  private Findings.Finding finding(RecordedDestination destination) {
    Destination wanted = of(destination.key());
    return accused.stream()
        .filter(finding -> finding.reuse().destination().equals(wanted))
        .findFirst()
        .orElseThrow();
  }

  /** Those that could make a difference on this host. */
  private List<Remedy> possible(boolean severalProcesses) {
    List<Remedy> possible = new ArrayList<>();
    for (Remedy remedy : Remedy.values()) {
      boolean inVain = remedy.needsTrueTuples() && diagnosis.findings().nat() == Nat.SOURCE;
      if (!inVain && applies(remedy, severalProcesses)) {
        possible.add(remedy);
      }
    }
    return possible;
  }

  private boolean applies(Remedy remedy, boolean severalProcesses) {
    return switch (remedy) {
      case LEAST_RECENTLY_USED -> !severalProcesses;
      case TW_REUSE_OFF -> checks.stream().anyMatch(Adviser::reusesTimeWait);
      case WIDER_RANGE ->
          checks.stream()
              .allMatch(each -> each.range().size() < Remedy.widerRange().size() / 4 * 3);
      case NO_RESERVED_PORTS ->
          checks.stream().anyMatch(each -> each.reserved().sizeWithin(each.range()) > 0);
      case RANDOM_RETRY,
          RANDOM_STEP,
          LONGER_LIFETIME,
          FEWER_CONNECTS,
          CLIENT_CLOSES,
          SOURCE_ADDRESSES,
          DEVICE_TIMER ->
          true;
    };
  }

  private static boolean reusesTimeWait(DestinationCheck check) {
    int twReuse = check.settings().twReuse();
    return twReuse == 1 || (twReuse == 2 && check.key().loopback());
  }

  /** Among the connects to the destinations in question. */
  private boolean severalProcesses() {
    boolean unseen = checks.stream().anyMatch(check -> check.features().seenShare() < NEARLY_ALL);
    return unseen || connects.severalJvms();
  }

  /** The rest of the destination where it is shortest. */
  private @Nullable PortRest rest() {
    PortRest shortest = null;
    for (int i = 0; i < destinations.size(); i++) {
      RecordedDestination destination = destinations.get(i);
      double seconds = destination.timeline().span() / 1e9;
      PortRange range = checks.get(i).range();
      int ports = range.size() - checks.get(i).reserved().sizeWithin(range);
      if (seconds > 0 && ports > 0) {
        double rate = destination.timeline().size() / seconds;
        PortRest rest = new PortRest(ports, rate, keptNanos(destination));
        shortest = shortest == null || rest.nanos() < shortest.nanos() ? rest : shortest;
      }
    }
    return shortest;
  }
}
