package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Quality;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ReuseLog;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the recordings say about reuse.
 *
 * @param firewallTimeout W
 * @param recordings what was read, per file
 * @param destinations most failed early reuses first, then most early reuses
 * @param worstReuses all failed early reuses, then the others with the shortest idle
 * @param worstReusesTruncated whether others were left out
 * @param settings by JVM, then by time
 * @param findings verdicts and causes
 */
public record Diagnosis(
    Duration firewallTimeout,
    List<Recording> recordings,
    Summary summary,
    List<DestinationReuse> destinations,
    List<ClassifiedUse> worstReuses,
    boolean worstReusesTruncated,
    List<SettingsPeriod> settings,
    Quality quality,
    Findings findings) {

  /** How many reuses other than failed early ones {@code worstReuses} holds at most. */
  public static final int MAX_OTHER_REUSES = 1000;

  /** {@code reuses} must be detected from {@code log}. O(n log n). */
  public static Diagnosis of(ConnectionLog log, ReuseLog reuses) {
    return of(log, reuses, Nat.UNKNOWN);
  }

  /** The same, with what the user knows about address translation. */
  public static Diagnosis of(ConnectionLog log, ReuseLog reuses, Nat nat) {
    List<ClassifiedUse> connects =
        reuses.uses().stream().filter(use -> use.use().result().judged()).toList();
    WorstReuses worst = WorstReuses.of(connects);
    Summary summary = summary(log, reuses, connects);
    List<DestinationReuse> destinations =
        Destinations.of(connects, reuses.firewallTimeout().toNanos(), log.jvms());
    return new Diagnosis(
        reuses.firewallTimeout(),
        log.recordings(),
        summary,
        destinations,
        worst.uses(),
        worst.truncated(),
        SettingsPeriod.of(log.jvms().values()),
        quality(log, reuses),
        Findings.of(reuses, destinations, summary, nat));
  }

  private static Summary summary(ConnectionLog log, ReuseLog reuses, List<ClassifiedUse> connects) {
    long timeout = reuses.firewallTimeout().toNanos();
    Tallies tallies = new Tallies(timeout);
    connects.forEach(tallies::add);
    long withHistory = connects.stream().filter(use -> use.history() >= timeout).count();
    return new Summary(
        log.from(), log.to(), log.jvms().size(), tallies, withHistory, apart(log, reuses));
  }

  private static Map<AttemptResult, Long> apart(ConnectionLog log, ReuseLog reuses) {
    Map<AttemptResult, Long> apart = new EnumMap<>(AttemptResult.class);
    apart.putAll(log.withoutTuple());
    for (ClassifiedUse use : reuses.uses()) {
      AttemptResult result = use.use().result();
      if (!result.judged()) {
        apart.merge(result, 1L, Long::sum);
      }
    }
    return apart;
  }

  private static Quality quality(ConnectionLog log, ReuseLog reuses) {
    Quality quality = new Quality();
    quality.merge(log.quality());
    quality.merge(reuses.quality());
    return quality;
  }
}
