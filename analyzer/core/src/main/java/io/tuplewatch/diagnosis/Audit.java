package io.tuplewatch.diagnosis;

import io.tuplewatch.witness.LogEvidence.Blocked;
import io.tuplewatch.witness.Seen;
import io.tuplewatch.witness.SeenPackets;
import io.tuplewatch.witness.Witnesses;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The inferred causes beside what was seen: how often was the inference right? Not thread-safe
 * while {@link #settle} is called.
 */
public final class Audit implements Serializable {

  private static final long serialVersionUID = 1;

  /** An inferred cause beside what was seen. */
  public enum Outcome {
    /** What was seen is what the cause says. */
    AGREES,
    /** What was seen cannot be with that cause. */
    CONTRADICTS,
    /** Nothing was seen, or it goes with other causes as well, or no cause had been named. */
    OPEN
  }

  private final Witnesses witnesses;
  private final Map<Cause, Map<Seen, Long>> table = new EnumMap<>(Cause.class);
  private final Map<Cause, Map<Outcome, Long>> outcomes = new EnumMap<>(Cause.class);

  Audit(Witnesses witnesses) {
    this.witnesses = witnesses;
  }

  /** Who was asked. */
  public Witnesses witnesses() {
    return witnesses;
  }

  /** Failures by the cause that was inferred, then by what the captures show. */
  public Map<Cause, Map<Seen, Long>> table() {
    return table;
  }

  /** Failures by the cause that was inferred, then by how that stands beside what was seen. */
  public Map<Cause, Map<Outcome, Long>> outcomes() {
    return outcomes;
  }

  /** Failures of which a cause had been inferred, by how it stands. */
  public long named(Outcome outcome) {
    return outcomes.entrySet().stream()
        .filter(entry -> entry.getKey() != Cause.UNKNOWN)
        .mapToLong(entry -> entry.getValue().getOrDefault(outcome, 0L))
        .sum();
  }

  /** The packets of a failure. */
  public SeenPackets packets(FailureCause failure) {
    return witnesses.packets(failure.index());
  }

  /** What the log says of the same failure; null if nothing. */
  public @Nullable Blocked blocked(FailureCause failure) {
    return witnesses.blocked(failure.index());
  }

  /** Counts an inferred cause, and gives the one that what was seen leaves. */
  FailureCause settle(FailureCause inferred) {
    if (!witnesses.any() || !inferred.attempt().failed()) {
      return inferred;
    }
    Seen seen = packets(inferred).seen();
    Blocked logged = blocked(inferred);
    Blocked blocked = seen.atServer() ? null : logged;
    table
        .computeIfAbsent(inferred.cause(), c -> new EnumMap<>(Seen.class))
        .merge(seen, 1L, Long::sum);
    outcomes
        .computeIfAbsent(inferred.cause(), c -> new EnumMap<>(Outcome.class))
        .merge(outcome(inferred.cause(), seen, blocked), 1L, Long::sum);
    FailureCause settled = blocked == null ? cause(inferred, seen) : cause(inferred, blocked);
    return withReasons(settled, reason(seen), logged);
  }

  /** How an inferred cause stands beside what the captures show. */
  static Outcome outcome(Cause inferred, Seen seen) {
    return switch (seen) {
      case NOTHING, NO_SYN, LEFT_UNANSWERED, LEFT_REFUSED, NOT_ARRIVED, ANSWERED -> Outcome.OPEN;
      case STOPPED -> either(inferred, Cause.EARLY_REUSE, Cause.REFUSED_BY_SERVER);
      case REFUSED_ON_THE_WAY -> either(inferred, Cause.EARLY_REUSE, Cause.REFUSED_BY_SERVER);
      case SERVER_SILENT ->
          inferred == Cause.DESTINATION_DOWN
              ? Outcome.AGREES
              : either(inferred, Cause.NO_ANSWER_WITHOUT_REUSE, Cause.EARLY_REUSE);
      case SERVER_REFUSED -> either(inferred, Cause.REFUSED_BY_SERVER, Cause.EARLY_REUSE);
      case ANSWER_STOPPED ->
          either(inferred, Cause.NO_ANSWER_WITHOUT_REUSE, Cause.REFUSED_BY_SERVER);
    };
  }

  /** Does the same, where the log of a device has it, and no SYN was seen at the server. */
  private static Outcome outcome(Cause inferred, Seen seen, @Nullable Blocked blocked) {
    if (blocked == null) {
      return outcome(inferred, seen);
    }
    boolean wrong = blocked.held() && inferred != Cause.UNKNOWN;
    return inferred == Cause.EARLY_REUSE
        ? Outcome.AGREES
        : wrong ? Outcome.CONTRADICTS : Outcome.OPEN;
  }

  /** A device blocked it: because of a session, if it says so or reuse was inferred. */
  private static FailureCause cause(FailureCause failure, Blocked blocked) {
    boolean reuse = blocked.held() || failure.cause() == Cause.EARLY_REUSE;
    return reuse
        ? with(failure, Cause.EARLY_REUSE, 1, blocked.held() ? 1 : failure.reuseProbability())
        : failure;
  }

  private static Outcome either(Cause inferred, Cause right, Cause wrong) {
    return inferred == right
        ? Outcome.AGREES
        : inferred == wrong ? Outcome.CONTRADICTS : Outcome.OPEN;
  }

  private static FailureCause cause(FailureCause inferred, Seen seen) {
    return switch (seen) {
      case SERVER_SILENT ->
          switch (inferred.cause()) {
            case DESTINATION_DOWN, CONNECT_LIMIT -> with(inferred, inferred.cause(), 1, 0);
            default -> with(inferred, Cause.NO_ANSWER_WITHOUT_REUSE, 1, 0);
          };
      case SERVER_REFUSED -> with(inferred, Cause.REFUSED_BY_SERVER, 1, 0);
      default ->
          outcome(inferred.cause(), seen) == Outcome.CONTRADICTS
              ? with(inferred, Cause.UNKNOWN, 0, inferred.reuseProbability())
              : inferred;
    };
  }

  /** With another cause; where the inferred one is refuted none is left, so 0. */
  private static FailureCause with(
      FailureCause inferred, Cause cause, double probability, double reuse) {
    return new FailureCause(
        inferred.index(),
        inferred.attempt(),
        cause,
        probability,
        cause,
        reuse,
        inferred.background(),
        inferred.reasons());
  }

  private static @Nullable Reason reason(Seen seen) {
    return switch (seen) {
      case NOTHING, NO_SYN, LEFT_UNANSWERED, LEFT_REFUSED -> null;
      case STOPPED, NOT_ARRIVED -> Reason.SYN_SEEN_NOT_TO_ARRIVE;
      case REFUSED_ON_THE_WAY -> Reason.REFUSAL_SEEN_FROM_BETWEEN;
      case SERVER_SILENT -> Reason.SYN_SEEN_AT_SERVER;
      case SERVER_REFUSED -> Reason.REFUSAL_SEEN_FROM_SERVER;
      case ANSWER_STOPPED, ANSWERED -> Reason.ANSWER_SEEN;
    };
  }

  private static FailureCause withReasons(
      FailureCause failure, @Nullable Reason seen, @Nullable Blocked logged) {
    List<Reason> reasons = new ArrayList<>(failure.reasons());
    if (seen != null) {
      reasons.add(seen);
    }
    if (logged != null) {
      reasons.add(Reason.BLOCKED_IN_LOG);
    }
    if (logged != null && logged.held()) {
      reasons.add(Reason.SESSION_HELD_IN_LOG);
    }
    return new FailureCause(
        failure.index(),
        failure.attempt(),
        failure.cause(),
        failure.probability(),
        failure.likeliest(),
        failure.reuseProbability(),
        failure.background(),
        reasons);
  }
}
