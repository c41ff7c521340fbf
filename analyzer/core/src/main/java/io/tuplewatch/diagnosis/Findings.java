package io.tuplewatch.diagnosis;

import io.tuplewatch.evidence.DestinationEvidence;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.comparison.MultipleTests;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the evidence comes to: a verdict for each destination, a cause for each failure.
 *
 * @param nat whether the firewall sees the tuples of the recordings
 * @param evidence that the causes come from
 * @param destinations in the order of {@link Diagnosis#destinations}
 * @param causes failed attempts by cause; those without a tuple among them
 * @param failures in order of wall time; made anew at every step
 * @param outages in order of their begin
 * @param limits by destination
 * @param lateAnswers of every destination that a connect worked to, most of them first
 * @param tests that were made here
 * @param audit the inferred causes beside what captures show
 */
public record Findings(
    Nat nat,
    Evidence evidence,
    List<Finding> destinations,
    Map<Cause, Long> causes,
    List<FailureCause> failures,
    List<Outage> outages,
    List<ConnectLimit> limits,
    List<LateAnswers> lateAnswers,
    MultipleTests tests,
    Audit audit)
    implements Serializable {

  /**
   * Of one destination.
   *
   * @param lifetime how long its sessions are kept, as failures and late answers show
   * @param byIdle all its connects by how long their source port had rested
   * @param periods of a destination whose early reuses fail, in the order of time: more than one
   *     where their failure rate changed
   * @param causes failed attempts by cause; those without a tuple are not among them
   */
  public record Finding(
      DestinationReuse reuse,
      Verdict verdict,
      DestinationEvidence evidence,
      Lifetime lifetime,
      List<IdleRow> byIdle,
      List<ReusePeriod> periods,
      Map<Cause, Long> causes)
      implements Serializable {

    /** Whether every connect failed. */
    public boolean nothingWorked() {
      Tally all = reuse.tallies().all();
      return all.failed() == all.connects() && !evidence.partlyRecorded();
    }
  }

  /** {@code survey} of the same uses; {@code elsewhere}: tests of other parts. */
  static Findings of(
      ReuseLog reuses,
      Survey survey,
      Evidence evidence,
      Summary summary,
      Nat nat,
      MultipleTests elsewhere,
      Audit audit) {
    ClassifiedUses uses = reuses.uses();
    FailureCauses inferred = infer(new Causes(evidence, nat), uses, survey.failures().toArray());
    ConnectLimits limits = ConnectLimits.of(uses, inferred, evidence, elsewhere.limits());
    FailureCauses failures = settle(inferred, limits, audit, uses);
    LateAnswers.Found late = LateAnswers.of(uses, survey.destinations(), elsewhere.delays());
    SessionLifetimes lifetimes =
        new SessionLifetimes(
            evidence, late.late(), limits.all(), uses, failures, survey.destinations());
    return new Findings(
        nat,
        evidence,
        new DestinationFindings(reuses, survey.destinations(), evidence, lifetimes).of(failures),
        counts(failures, summary),
        failures,
        Outages.of(uses, failures),
        limits.all(),
        late.late(),
        new MultipleTests(evidence.comparisons(), late.p(), limits.searched()),
        audit);
  }

  /** Equals {@link Diagnosis#detached}. */
  Findings detached() {
    return new Findings(
        nat,
        evidence,
        destinations,
        causes,
        new ArrayList<>(failures),
        outages,
        limits,
        lateAnswers,
        tests,
        audit);
  }

  /** On all processors. */
  private static FailureCauses infer(Causes causes, ClassifiedUses uses, int[] failed) {
    return InParallel.mapRanges(
            failed.length,
            range -> {
              FailureCauses inferred = new FailureCauses(uses);
              for (int i = range.from(); i < range.to(); i++) {
                FailureCause cause = causes.cause(uses, failed[i]);
                if (cause != null) {
                  inferred.append(cause);
                }
              }
              return inferred;
            })
        .stream()
        .reduce(new FailureCauses(uses), FailureCauses::appendAll);
  }

  /** What limits on connects and what was seen elsewhere leave of the inferred causes. */
  private static FailureCauses settle(
      FailureCauses inferred, ConnectLimits limits, Audit audit, ClassifiedUses uses) {
    if (limits.all().isEmpty() && !audit.witnesses().any()) {
      return inferred;
    }
    FailureCauses settled = new FailureCauses(uses);
    inferred.forEach(failure -> settled.append(audit.settle(limits.name(failure))));
    return settled;
  }

  private static Map<Cause, Long> counts(FailureCauses failures, Summary summary) {
    Map<Cause, Long> counts = new EnumMap<>(Cause.class);
    for (int failure = 0; failure < failures.size(); failure++) {
      counts.merge(failures.cause(failure), 1L, Long::sum);
    }
    summary
        .apart()
        .forEach(
            (result, count) -> {
              Cause cause = Cause.beforeSyn(result);
              if (cause != null) {
                counts.merge(cause, count, Long::sum);
              }
            });
    return counts;
  }
}
