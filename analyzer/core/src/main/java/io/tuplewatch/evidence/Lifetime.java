package io.tuplewatch.evidence;

import io.tuplewatch.evidence.causes.ReuseHazard;
import io.tuplewatch.evidence.causes.SurvivalCurve;
import io.tuplewatch.evidence.comparison.PermutationTest;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.reuse.IdleTimeout.Step;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How long the firewall keeps a session after its last packet, as far as failures show: a step in
 * failure over idle. {@link #until} adds what late answers show.
 *
 * @param answer what can be said
 * @param estimateNanos half of the belief is below it; of VARIES, half of the sessions; 0 of others
 * @param lowNanos lower end of the 95 % interval; of VARIES, from which idle time on fewer sessions
 *     are kept than at first; 0 if NONE_FOUND
 * @param highNanos its upper end; of VARIES, by when they all are gone; Long.MAX_VALUE of AT_LEAST
 *     and NONE_FOUND
 * @param p of the permutation test of "failure has nothing to do with idle"
 * @param permutations how many were tried
 */
public record Lifetime(
    Answer answer, long estimateNanos, long lowNanos, long highNanos, double p, int permutations)
    implements Serializable {

  /** From here on a step of failure over idle is one. */
  private static final double EXISTS = 0.005;

  /** From this chance on that reuse of every idle time fails, there is no upper end. */
  private static final double NO_END = 0.05;

  /** What can be said. */
  public enum Answer {
    /** Failures show no step over idle. */
    NONE_FOUND,
    /** A step, with reuses on both sides of it. */
    BETWEEN,
    /** Failures grow fewer with idle time, and end: sessions are kept for different times. */
    VARIES,
    /** Reuses fail whatever their idle time: no upper end. */
    AT_LEAST
  }

  /** Whether an idle time is known from which on reuses do not fail. */
  public boolean ends() {
    return answer == Answer.BETWEEN || answer == Answer.VARIES;
  }

  /**
   * What late answers add: a connect fails only if the session meets every SYN of it. Where it goes
   * between two of them the later one is answered, so that failures end before sessions do, by as
   * much as the last SYN comes after the first.
   *
   * @param lateAnswers the idle time at which they end
   * @param longestAttemptNanos how long a failed connect had tried at most
   */
  public Lifetime until(Step lateAnswers, long longestAttemptNanos) {
    boolean same =
        ends()
            && !lateAnswers.withoutEnd()
            && lateAnswers.highNanos() > highNanos
            && lateAnswers.highNanos() - highNanos <= longestAttemptNanos;
    if (!same) {
      return this;
    }
    boolean varies = answer == Answer.VARIES;
    return new Lifetime(
        answer,
        varies ? estimateNanos : (lateAnswers.lowNanos() + lateAnswers.highNanos()) / 2,
        varies ? lowNanos : lateAnswers.lowNanos(),
        lateAnswers.highNanos(),
        p,
        permutations);
  }

  /** None, by the same test: what the step comes from is something else. */
  public Lifetime withdrawn() {
    return noneFound(p, permutations);
  }

  /** Of a destination whose connects all worked: there is nothing to test. */
  static final Lifetime OF_NO_FAILURE = noneFound(1, 0);

  static Lifetime noneFound(double p, int permutations) {
    return new Lifetime(Answer.NONE_FOUND, 0, 0, Long.MAX_VALUE, p, permutations);
  }

  /**
   * The interval of a step that exists.
   *
   * @param step whether there is one
   * @param hazard where it is; null if no reuse failed
   */
  static Lifetime of(PermutationTest.Result step, @Nullable ReuseHazard hazard, IdleBins bins) {
    if (hazard == null || step.p() >= EXISTS || hazard.bayesFactor() < 1) {
      return noneFound(step.p(), step.permutations());
    }
    SurvivalCurve curve = hazard.curve();
    long low = bins.edge(curve == null ? hazard.lowBin() : curve.falls());
    if (curve == null ? hazard.beyond() >= NO_END : curve.open()) {
      return new Lifetime(Answer.AT_LEAST, 0, low, Long.MAX_VALUE, step.p(), step.permutations());
    }
    long estimate = bins.edge(curve == null ? hazard.quantile(0.5) : curve.half());
    long high = bins.edge(curve == null ? hazard.highBin() : curve.ends());
    Answer answer = curve == null ? Answer.BETWEEN : Answer.VARIES;
    return new Lifetime(answer, estimate, low, high, step.p(), step.permutations());
  }
}
