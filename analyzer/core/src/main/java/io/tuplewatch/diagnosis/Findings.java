package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.evidence.DestinationEvidence;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.comparison.MultipleTests;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

  /** {@code failed} are {@link Survey#failures}; {@code elsewhere}: tests of other parts. */
  static Findings of(
      ReuseLog reuses,
      Indexes failed,
      Evidence evidence,
      List<DestinationReuse> destinations,
      Summary summary,
      Nat nat,
      MultipleTests elsewhere,
      Audit audit) {
    Causes causes = new Causes(evidence, nat);
    Map<Cause, Long> counts = new EnumMap<>(Cause.class);
    Map<Destination, Map<Cause, Long>> byDestination = new HashMap<>();
    ClassifiedUses uses = reuses.uses();
    FailureCauses inferred = infer(causes, uses, failed);
    ConnectLimits limits = ConnectLimits.of(uses, inferred, evidence, elsewhere.limits());
    FailureCauses failures = new FailureCauses(uses);
    for (FailureCause one : inferred) {
      FailureCause failure = audit.settle(limits.name(one));
      counts.merge(failure.cause(), 1L, Long::sum);
      byDestination
          .computeIfAbsent(
              Destination.of(failure.attempt().use().key()), d -> new EnumMap<>(Cause.class))
          .merge(failure.cause(), 1L, Long::sum);
      failures.append(failure);
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
    Map<Integer, DestinationReuse> numbered = numbered(uses, destinations);
    LateAnswers.Found late = LateAnswers.of(uses, elsewhere.delays());
    SessionLifetimes lifetimes =
        new SessionLifetimes(evidence, late.late(), limits.all(), uses, failures);
    Map<Destination, List<IdleRow>> byIdle = byIdle(reuses, lifetimes, numbered);
    Map<Destination, List<ReusePeriod>> periods = periods(uses, evidence, numbered);
    List<Finding> findings =
        destinations.stream()
            .map(reuse -> finding(reuse, evidence, lifetimes, byIdle, periods, byDestination))
            .toList();
    return new Findings(
        nat,
        evidence,
        findings,
        counts,
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

  private static FailureCauses infer(Causes causes, ClassifiedUses uses, Indexes failed) {
    FailureCauses inferred = new FailureCauses(uses);
    for (int index : failed.toArray()) {
      FailureCause cause = causes.cause(uses, index);
      if (cause != null) {
        inferred.append(cause);
      }
    }
    return inferred;
  }

  /** Those asked about, by their numbers among the uses. */
  private static Map<Integer, DestinationReuse> numbered(
      ClassifiedUses uses, List<DestinationReuse> destinations) {
    Map<Destination, DestinationReuse> known =
        destinations.stream()
            .collect(Collectors.toMap(DestinationReuse::destination, Function.identity()));
    Map<Integer, DestinationReuse> numbered = new HashMap<>();
    for (int number = 0; number < uses.all().destinations(); number++) {
      DestinationReuse reuse = known.get(Destination.of(uses.all().key(number, 0)));
      if (reuse != null) {
        numbered.put(number, reuse);
      }
    }
    return numbered;
  }

  private static Map<Destination, List<IdleRow>> byIdle(
      ReuseLog reuses, SessionLifetimes lifetimes, Map<Integer, DestinationReuse> numbered) {
    ClassifiedUses uses = reuses.uses();
    long timeout = reuses.firewallTimeout().toNanos();
    long[] @Nullable [] edges = new long[uses.all().destinations()] @Nullable [];
    numbered.forEach(
        (number, reuse) -> edges[number] = edges(lifetimes.of(reuse.destination()), timeout));
    List<List<IdleRow>> rows = IdleRows.of(uses, edges, failures(uses));
    Map<Destination, List<IdleRow>> byDestination = new HashMap<>();
    numbered.forEach((number, reuse) -> byDestination.put(reuse.destination(), rows.get(number)));
    return byDestination;
  }

  /**
   * The edges of a destination's rows are those of its lifetime's interval, and parts of them; of W
   * where no lifetime was found.
   */
  private static long[] edges(Lifetime lifetime, long timeoutNanos) {
    return switch (lifetime.answer()) {
      case BETWEEN -> {
        long low = lifetime.lowNanos();
        long high = lifetime.highNanos();
        yield new long[] {low / 2, low, high};
      }
      case VARIES -> {
        long half = lifetime.estimateNanos();
        long high = lifetime.highNanos();
        yield new long[] {Math.min(lifetime.lowNanos(), half / 2), half, high};
      }
      case AT_LEAST -> new long[] {lifetime.lowNanos() / 4, lifetime.lowNanos()};
      case NONE_FOUND -> new long[] {timeoutNanos / 16, timeoutNanos / 4, timeoutNanos};
    };
  }

  private static IdleRows.Counted failures(ClassifiedUses uses) {
    return new IdleRows.Counted() {
      @Override
      public boolean counts(int index) {
        return uses.result(index).judged();
      }

      @Override
      public boolean inQuestion(int index) {
        return uses.result(index) == AttemptResult.FAILED;
      }
    };
  }

  private static Finding finding(
      DestinationReuse reuse,
      Evidence evidence,
      SessionLifetimes lifetimes,
      Map<Destination, List<IdleRow>> byIdle,
      Map<Destination, List<ReusePeriod>> periods,
      Map<Destination, Map<Cause, Long>> causes) {
    Destination d = reuse.destination();
    DestinationEvidence own = d.in(evidence);
    return new Finding(
        reuse,
        Verdict.of(reuse, own),
        own,
        lifetimes.of(d),
        byIdle.getOrDefault(d, List.of()),
        periods.getOrDefault(d, List.of()),
        causes.getOrDefault(reuse.destination(), Map.of()));
  }

  private static Map<Destination, List<ReusePeriod>> periods(
      ClassifiedUses uses, Evidence evidence, Map<Integer, DestinationReuse> numbered) {
    Map<Integer, Long> dangers = new HashMap<>();
    numbered.forEach(
        (number, reuse) -> {
          DestinationEvidence own = reuse.destination().in(evidence);
          if (Verdict.of(reuse, own) == Verdict.REUSE_FAILS) {
            dangers.put(number, danger(own.lifetime()));
          }
        });
    Map<Destination, List<ReusePeriod>> periods = new HashMap<>();
    ReusePeriods.of(uses, dangers)
        .forEach(
            (number, own) ->
                periods.put(Objects.requireNonNull(numbered.get(number)).destination(), own));
    return periods;
  }

  /** Below this idle time, ns, sessions are surely still kept. */
  private static long danger(Lifetime lifetime) {
    return lifetime.answer() == Lifetime.Answer.NONE_FOUND ? Long.MAX_VALUE : lifetime.lowNanos();
  }
}
