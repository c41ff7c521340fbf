package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.Quality;
import io.tuplewatch.connection.QualityCounter;
import io.tuplewatch.connection.StatusCheck;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.evidence.Totals;
import io.tuplewatch.evidence.comparison.MultipleTests;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.IdleTimeout;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.witness.Witnesses;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the recordings say about reuse.
 *
 * @param idleTimeout W, and where it comes from
 * @param recordings what was read, per file
 * @param destinations most failed early reuses first, then most early reuses
 * @param jvms most failed early reuses first, then most failures
 * @param worstReuses all failed early reuses, then the others with the shortest idle; made anew at
 *     every step
 * @param worstReusesTruncated whether others were left out
 * @param settings by JVM, then by time
 * @param counted what agents counted that were told to leave connects out of the recording
 * @param findings verdicts and causes
 */
public record Diagnosis(
    IdleTimeout idleTimeout,
    List<Recording> recordings,
    Summary summary,
    List<DestinationReuse> destinations,
    List<JvmReuse> jvms,
    List<ClassifiedUse> worstReuses,
    boolean worstReusesTruncated,
    List<SettingsPeriod> settings,
    List<CountedDestination> counted,
    Quality quality,
    Findings findings)
    implements Serializable {

  /** How many reuses other than failed early ones {@code worstReuses} holds at most. */
  public static final int MAX_OTHER_REUSES = 1000;

  /** W. */
  public Duration firewallTimeout() {
    return idleTimeout.length();
  }

  /** What agents counted of a destination, where they left connects out; null where none did. */
  public @Nullable CountedDestination counted(Findings.Finding finding) {
    Destination destination = finding.reuse().destination();
    return counted.stream()
        .filter(one -> finding.evidence().partlyRecorded())
        .filter(one -> destination.remoteAddress().equals(one.address()))
        .filter(one -> destination.remotePort() == one.port())
        .findFirst()
        .orElse(null);
  }

  /** {@code reuses} must be detected from {@code log}. O(n log n). */
  public static Diagnosis of(ConnectionLog log, ReuseLog reuses) {
    return of(log, reuses, Nat.UNKNOWN);
  }

  /** Does the same, with what the user knows about address translation. */
  public static Diagnosis of(ConnectionLog log, ReuseLog reuses, Nat nat) {
    return of(log, reuses, nat, Witnesses.NONE);
  }

  /**
   * Does the same, with what others saw of the failed connects; it goes before what is inferred.
   */
  public static Diagnosis of(ConnectionLog log, ReuseLog reuses, Nat nat, Witnesses witnesses) {
    return of(log, reuses, nat, Totals.of(log, reuses.uses()), MultipleTests.NONE, witnesses);
  }

  /**
   * That of a part of the recordings, beside which others are diagnosed: none of these has a
   * connect to the same destination.
   *
   * @param reuses detected by the idle timeout of all parts
   * @param totals of all parts
   * @param elsewhere the tests that were made in the others
   */
  public static Diagnosis ofPart(
      ConnectionLog log, ReuseLog reuses, Nat nat, Totals totals, MultipleTests elsewhere) {
    return of(log, reuses, nat, totals, elsewhere, Witnesses.NONE);
  }

  /**
   * The same, with lists that hold what others make anew at every step, and without what was read:
   * what goes from one process to another. Its evidence judges no further failure.
   */
  public Diagnosis detached() {
    return new Diagnosis(
        idleTimeout,
        List.of(),
        summary,
        destinations,
        jvms,
        new ArrayList<>(worstReuses),
        worstReusesTruncated,
        settings,
        counted,
        quality,
        findings.detached());
  }

  /**
   * The same of a part whose JVMs and hosts are those of another part, too, which says everything
   * of them but what connects come to.
   */
  public Diagnosis ofConnectsAlone() {
    return new Diagnosis(
        idleTimeout,
        recordings,
        summary,
        destinations,
        jvms,
        worstReuses,
        worstReusesTruncated,
        List.of(),
        List.of(),
        quality.ofConnectsAlone(),
        findings);
  }

  /**
   * Those of parts together.
   *
   * @param parts each {@link #ofPart}, with the same idle timeout, one at least
   * @param recordings of all of them
   * @param statuses of all of them
   */
  static Diagnosis together(
      List<Diagnosis> parts, List<Recording> recordings, StatusCheck statuses) {
    return DiagnosedParts.together(parts, recordings, statuses);
  }

  private static Diagnosis of(
      ConnectionLog log,
      ReuseLog reuses,
      Nat nat,
      Totals totals,
      MultipleTests elsewhere,
      Witnesses witnesses) {
    long history = reuses.timeout().comparisonHistory().toNanos();
    Survey survey = Survey.of(reuses.uses(), history, log.jvms());
    List<DestinationReuse> destinations =
        survey.destinations().stream().map(NumberedDestination::reuse).toList();
    Summary summary = summary(log, history, destinations, survey.apart());
    Findings findings =
        Findings.of(
            reuses,
            survey,
            Evidence.of(log.opens(), totals, reuses, elsewhere),
            summary,
            nat,
            elsewhere,
            new Audit(witnesses));
    return new Diagnosis(
        reuses.timeout(),
        log.recordings(),
        summary,
        destinations,
        survey.jvms().worstFirst(log.jvms(), findings.failures()),
        survey.worst().uses(),
        survey.worst().truncated(),
        SettingsPeriod.of(log.jvms().values()),
        log.counted(),
        quality(log, reuses, findings.evidence()),
        findings);
  }

  private static Summary summary(
      ConnectionLog log,
      long comparisonHistory,
      List<DestinationReuse> destinations,
      Map<AttemptResult, Long> withTuple) {
    Tallies all = new Tallies(comparisonHistory);
    destinations.forEach(destination -> all.merge(destination.tallies()));
    Map<AttemptResult, Long> apart = new EnumMap<>(AttemptResult.class);
    apart.putAll(log.withoutTuple());
    withTuple.forEach((result, count) -> apart.merge(result, count, Long::sum));
    return new Summary(
        log.from(), log.to(), log.jvms().size(), all, apart, log.unsentFrom(), log.unsentTo());
  }

  private static Quality quality(ConnectionLog log, ReuseLog reuses, Evidence evidence) {
    Quality quality = new Quality();
    quality.merge(log.quality());
    quality.merge(reuses.quality());
    evidence.seen().forEach(seen -> quality.add(QualityCounter.UNSEEN_CONNECTS, seen.unseen()));
    return quality;
  }
}
