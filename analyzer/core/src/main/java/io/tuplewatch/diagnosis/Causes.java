package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.Use;
import io.tuplewatch.evidence.DestinationEvidence;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.causes.CausePosterior;
import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.UseKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names the cause of each failure. Immutable, thread-safe. */
public final class Causes {

  /** A cause is named from this probability on, rounded to a thousandth. */
  public static final double NAMED_FROM = 0.9;

  private static final double ROUNDED = 0.0005;

  private final Evidence evidence;
  private final Nat nat;

  public Causes(Evidence evidence) {
    this(evidence, Nat.UNKNOWN);
  }

  /**
   * {@code nat}: behind source NAT a tuple without an early reuse may have had one, of another
   * client, and a tuple whose every try fails may meet a session that the tries themselves keep; so
   * they may unless somebody said that there is none.
   */
  public Causes(Evidence evidence, Nat nat) {
    this.evidence = evidence;
    this.nat = nat;
  }

  /**
   * The cause of the attempt at an index among the uses that the evidence is of, if it failed or
   * was closed by the application; null of any other.
   */
  public @Nullable FailureCause cause(ClassifiedUses uses, int index) {
    return switch (uses.result(index)) {
      case FAILED -> ofFailure(uses.get(index), index);
      case CLOSED_BY_APPLICATION -> {
        Cause cause = Cause.CLOSED_BY_APPLICATION;
        yield new FailureCause(index, uses.get(index), cause, 1, cause, 0, 0, List.of());
      }
      case WORKED,
          PORT_EXHAUSTION,
          NO_LOCAL_ADDRESS,
          ADDRESS_NOT_AVAILABLE,
          TUPLE_IN_USE,
          NO_ROUTE,
          REFUSED_LOCALLY,
          INVALID_DESTINATION,
          NO_RESOURCES,
          OTHER ->
          null;
    };
  }

  private FailureCause ofFailure(ClassifiedUse failure, int index) {
    DestinationEvidence destination = evidence.destination(failure.use().key());
    if (destination.partlyRecorded()) {
      return ofCounted(failure, index, destination);
    }
    FailureMode mode = FailureMode.of(failure.use().outcome());
    CausePosterior posterior = destination.posterior(index);
    double reuse = posterior.reuse();
    double down = Math.min(1 - reuse, posterior.down());
    Map<Cause, Double> chances = new EnumMap<>(Cause.class);
    chances.put(Cause.EARLY_REUSE, reuse);
    chances.merge(whenAllFail(mode), down, Double::sum);
    double others = nat == Nat.NONE ? 0 : posterior.unexplained() + posterior.dead();
    double unexplained = Math.min(1 - reuse - down, others);
    chances.merge(Cause.UNKNOWN, unexplained, Double::sum);
    chances.merge(whenOneFails(destination, mode), 1 - reuse - down - unexplained, Double::sum);
    Cause likeliest = Cause.EARLY_REUSE;
    double probability = 0;
    for (Map.Entry<Cause, Double> chance : chances.entrySet()) {
      if (chance.getValue() > probability) {
        likeliest = chance.getKey();
        probability = chance.getValue();
      }
    }
    return new FailureCause(
        index,
        failure,
        named(destination, likeliest, probability),
        probability,
        likeliest,
        reuse,
        posterior.background(),
        reasons(failure, destination, posterior));
  }

  /**
   * Where connects were left out of the recording: the share of the failures of early reuses that
   * exceeds what others have (the attributable fraction among the exposed), by the agent's counts;
   * none of a reuse that was idle for longer than sessions are kept.
   */
  private static FailureCause ofCounted(
      ClassifiedUse failure, int index, DestinationEvidence destination) {
    Comparison counted = destination.comparison();
    double others = (counted.othersFailed() + 0.5) / (counted.others() + 1.0);
    double early = (counted.earlyFailed() + 0.5) / (counted.early() + 1.0);
    boolean kept = failure.idle() <= destination.lifetime().highNanos();
    boolean reused = failure.failedEarlyReuse() && kept && Verdict.differs(destination);
    double reuse = reused ? Math.max(0, 1 - others / early) : 0;
    return new FailureCause(
        index,
        failure,
        suffices(reuse) ? Cause.EARLY_REUSE : Cause.UNKNOWN,
        Math.max(reuse, 1 - reuse),
        reuse > .5 ? Cause.EARLY_REUSE : Cause.UNKNOWN,
        reuse,
        others,
        reasons(failure, destination, CausePosterior.NONE));
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
    return suffices(probability) && allowed ? likeliest : Cause.UNKNOWN;
  }

  /** Whether a cause of this probability is named. */
  static boolean suffices(double probability) {
    return probability >= NAMED_FROM - ROUNDED;
  }

  private static List<Reason> reasons(
      ClassifiedUse failure, DestinationEvidence destination, CausePosterior posterior) {
    List<Reason> reasons = new ArrayList<>();
    if (failure.kind() == UseKind.EARLY_REUSE) {
      addReuse(failure, destination, reasons);
    } else {
      boolean known = failure.kind().comparison();
      reasons.add(known ? Reason.NOT_AN_EARLY_REUSE : Reason.PAST_NOT_KNOWN);
    }
    boolean alone = posterior.freshAround() == 0;
    if (failure.kind() == UseKind.EARLY_REUSE || !alone) {
      reasons.add(alone ? Reason.FRESH_TUPLES_WORKED : Reason.FRESH_TUPLES_FAILED_TOO);
    }
    if (FailureMode.of(failure.use().outcome()) != FailureMode.NO_ANSWER) {
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
