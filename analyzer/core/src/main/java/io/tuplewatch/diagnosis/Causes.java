package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Use;
import io.tuplewatch.evidence.DestinationEvidence;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.evidence.FailureMode;
import io.tuplewatch.evidence.Judgement;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.Suspicion;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.UseKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names the cause of each failure. To be asked of all of them in time order, since what stopped a
 * tuple's last use may stop its next. Memory grows with the failures. Not thread-safe.
 */
public final class Causes {

  /** A cause is named from this probability on. */
  public static final double NAMED_FROM = 0.9;

  /** What reuse has to do with a use whose past is not known: even chances. */
  private static final double PERHAPS = 0.5;

  private record Id(long jvmId, long connectionNumber) {}

  private final Evidence evidence;
  private final Map<Id, Suspicion> suspicions = new HashMap<>();

  public Causes(Evidence evidence) {
    this.evidence = evidence;
  }

  /** The cause of an attempt that failed or was closed by the application; null of any other. */
  public @Nullable FailureCause of(ClassifiedUse attempt) {
    if (attempt.use().result() == AttemptResult.CLOSED_BY_APPLICATION) {
      Cause cause = Cause.CLOSED_BY_APPLICATION;
      return new FailureCause(attempt, cause, 1, cause, 0, 0, List.of());
    }
    return attempt.failed() ? ofFailure(attempt) : null;
  }

  private FailureCause ofFailure(ClassifiedUse failure) {
    DestinationEvidence destination = evidence.of(failure.use().key());
    FailureMode mode = FailureMode.of(failure.use());
    long time = failure.use().start();
    Judgement judgement = judge(failure, destination);
    double reuse = judgement.reuse();
    double down = Math.min(1 - reuse, judgement.down());
    Map<Cause, Double> chances = new EnumMap<>(Cause.class);
    chances.put(Cause.EARLY_REUSE, reuse);
    chances.merge(whenAllFail(mode), down, Double::sum);
    chances.merge(whenOneFails(destination, mode), 1 - reuse - down, Double::sum);
    Cause likeliest = Cause.EARLY_REUSE;
    double probability = 0;
    for (Map.Entry<Cause, Double> chance : chances.entrySet()) {
      if (chance.getValue() > probability) {
        likeliest = chance.getKey();
        probability = chance.getValue();
      }
    }
    return new FailureCause(
        failure,
        named(destination, likeliest, probability),
        probability,
        likeliest,
        reuse,
        destination.background(mode, time),
        reasons(failure, destination, mode));
  }

  private static Cause whenAllFail(FailureMode mode) {
    return mode == FailureMode.REFUSED ? Cause.REFUSED_BY_SERVER : Cause.DESTINATION_DOWN;
  }

  /**
   * A single reset where reuse is answered with resets may be reuse that was not recorded: servers
   * seldom refuse one connect of many.
   */
  private static Cause whenOneFails(DestinationEvidence destination, FailureMode mode) {
    if (mode == FailureMode.NO_ANSWER) {
      return Cause.NO_ANSWER_WITHOUT_REUSE;
    }
    return destination.hazard(mode) >= NAMED_FROM ? Cause.UNKNOWN : whenAllFail(mode);
  }

  private static Cause named(DestinationEvidence destination, Cause likeliest, double probability) {
    boolean reuse = likeliest == Cause.EARLY_REUSE;
    boolean allowed = !reuse || Verdict.differs(destination);
    return probability >= NAMED_FROM && allowed ? likeliest : Cause.UNKNOWN;
  }

  private Judgement judge(ClassifiedUse failure, DestinationEvidence destination) {
    Use use = failure.use();
    Judgement judgement =
        failure.kind() == UseKind.UNKNOWN || failure.kind() == UseKind.OVERLAP
            ? ofUnknownPast(use, destination)
            : destination.judge(failure, suspicionOf(failure.previous()));
    suspicions.put(new Id(use.jvmId(), use.connectionNumber()), judgement.after());
    return judgement;
  }

  private static Judgement ofUnknownPast(Use use, DestinationEvidence destination) {
    double reuse = PERHAPS * destination.blameOfUnknown(use);
    double down = destination.down(FailureMode.of(use), use.start());
    return new Judgement(reuse, down, new Suspicion(reuse, 0));
  }

  private @Nullable Suspicion suspicionOf(@Nullable Use previous) {
    return previous == null
        ? null
        : suspicions.get(new Id(previous.jvmId(), previous.connectionNumber()));
  }

  private static List<Reason> reasons(
      ClassifiedUse failure, DestinationEvidence destination, FailureMode mode) {
    List<Reason> reasons = new ArrayList<>();
    if (failure.kind() == UseKind.EARLY_REUSE) {
      addReuse(failure, destination, reasons);
    } else {
      boolean known = failure.kind().comparison();
      reasons.add(known ? Reason.NOT_AN_EARLY_REUSE : Reason.PAST_NOT_KNOWN);
    }
    boolean alone = destination.freshFailuresAround(mode, failure.use().start()) == 0;
    if (failure.kind() == UseKind.EARLY_REUSE || !alone) {
      reasons.add(alone ? Reason.FRESH_TUPLES_WORKED : Reason.FRESH_TUPLES_FAILED_TOO);
    }
    if (mode != FailureMode.NO_ANSWER) {
      reasons.add(Reason.SOMETHING_ANSWERED);
    }
    return reasons;
  }

  private static void addReuse(
      ClassifiedUse failure, DestinationEvidence destination, List<Reason> reasons) {
    reasons.add(
        Verdict.differs(destination) ? Reason.EARLY_REUSES_FAIL_MORE : Reason.DIFFERENCE_NOT_CLEAR);
    Lifetime lifetime = destination.lifetime();
    if (lifetime.answer() != Lifetime.Answer.NONE_FOUND) {
      boolean above = failure.idle() > lifetime.highNanos();
      reasons.add(above ? Reason.IDLE_ABOVE_LIFETIME : Reason.IDLE_BELOW_LIFETIME);
    }
    Use previous = failure.previous();
    if (previous != null && !previous.connected()) {
      reasons.add(Reason.PREVIOUS_USE_FAILED);
    }
    if (!failure.workedBefore()) {
      reasons.add(Reason.TUPLE_NEVER_WORKED);
    }
  }
}
