package io.tuplewatch.selection.check;

import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.check.ModelComparison.Hypothesis;
import io.tuplewatch.selection.check.SelectionVerdict.Kind;
import io.tuplewatch.selection.check.SelectionVerdict.Reason;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.recorded.SelectionSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns margins and features into a verdict. Never guesses. */
final class DecisionRule {

  /**
   * An algorithm is identified if it is ahead of every other by this, nats. In 300 simulated
   * recordings that no rule was made on the true one was 4.4 behind at most.
   */
  private static final double ENOUGH = 8;

  /**
   * It must be ahead by this without the window that speaks most for it, nats: of a part of a real
   * kernel's trace, nine connects in three windows, one odd window and a bit of another had named
   * the wrong one.
   */
  private static final double ENOUGH_WITHOUT_ONE_WINDOW = 4.5;

  /** The margin needed where the reserved ports had to be guessed from the ports in use. */
  private static final double ENOUGH_BY_GUESS = 15;

  /**
   * What each window asks for besides, nats. The probability of the port that a random step lands
   * on from a hidden start is a mean over 128 starts: off by about 1 / sqrt(128), so that its
   * logarithm is too small by half the square of that in the mean. Over hundreds of windows of one
   * connect each, in which the truth is hardly ahead, that adds up.
   */
  private static final double MORE_PER_WINDOW = .01;

  /** Beyond this share of ports that the likeliest algorithm cannot explain, none is named. */
  private static final double MOST_OUTLIERS = .05;

  /**
   * Beyond this one something else selects the ports. A thread that is held up between its start
   * and the kernel's choice leaves up to three of them, so a few in a hundred are no sign of it.
   */
  private static final double FOREIGN = .25;

  /** The share tolerated where all explain alike: only ports without any sequence exceed it. */
  private static final double MOST_OUTLIERS_ALIKE = .5;

  /** No algorithm takes the second pass's ports more often than random retry as mailed: half. */
  private static final double MOST_ODD = .8;

  /**
   * A search goes backward, or far, only from a port that is unavailable or in use: half of those
   * that meet one, and they are few unless most of the range is taken.
   */
  private static final double MOST_BACKWARD = .4;

  private static final double MOST_TAKEN = .5;
  private static final int ENOUGH_PAIRS = 100;

  /** More of the candidates in use than this leave no verdict. */
  private static final double CROWDED = .2;

  private static final int FEW = 8;

  private static final List<String> FAMILIES = SelectionAlgorithms.families();

  private final AssumedPorts ports;
  private final CandidateRing ring;
  private final Features features;
  private final SelectionSettings settings;
  private final boolean oneRange;

  /**
   * @param oneRange see {@link RangeInForce}
   */
  DecisionRule(
      AssumedPorts ports,
      CandidateRing ring,
      Features features,
      SelectionSettings settings,
      boolean oneRange) {
    this.ports = ports;
    this.ring = ring;
    this.features = features;
    this.settings = settings;
    this.oneRange = oneRange;
  }

  /** The verdict of what was counted, before any likelihood; TOO_CLOSE if that has to tell. */
  SelectionVerdict beforehand() {
    if (features.connects() == 0 || ring.free() == 0) {
      return cannotTell(Reason.NO_CONNECTS);
    }
    boolean mostlyOdd = features.oddPorts() > MOST_ODD * features.connects();
    if (ports.rangeRecorded() && features.connects() > FEW && mostlyOdd) {
      return SelectionVerdict.notModelled(0, Reason.UNEXPLAINED);
    }
    if (hasNoSequence()) {
      return unexplained(1, 0);
    }
    boolean following = features.windowsFollowing() >= FEW;
    if (following && 2 * features.windowsGoingOn() > features.windowsFollowing()) {
      return SelectionVerdict.notModelled(0, Reason.NO_RESALT);
    }
    boolean resalt = following && 10 * features.windowsGoingOn() < features.windowsFollowing();
    if (settings.maybeNotModelled() && !resalt) {
      return cannotTell(Reason.OLD_KERNEL);
    }
    if (ports.rangeContradicted() || !oneRange) {
      return cannotTell(Reason.RANGE_NOT_IN_FORCE);
    }
    if (ring.hasNoUnavailable()) {
      return cannotTell(Reason.COINCIDE);
    }
    return cannotTell(features.inUseShare() > CROWDED ? Reason.CROWDED : Reason.TOO_CLOSE);
  }

  /**
   * Ports of the second pass are taken when the first one is exhausted, and by random retry as
   * mailed: half of its landings, which come from starts on a reserved port. More of them, beyond
   * what so few windows may show by chance, were selected otherwise.
   */
  private boolean hasTooManyOddPorts(String family) {
    double reserved = (double) ring.unavailable().length / ring.count();
    double expected = SelectionAlgorithms.named(family).secondPassShare(reserved);
    double chance = 4 * Math.sqrt(.25 / Math.max(1, features.windows()));
    double odd = (double) features.oddPorts() / features.connects();
    return features.oddPorts() > FEW
        && odd > (expected > 0 ? expected + Math.max(.1, chance) : MOST_OUTLIERS);
  }

  private boolean hasNoSequence() {
    double taken = (double) ring.unavailable().length / ring.count() + features.inUseShare();
    return taken < MOST_TAKEN
        && (isMostlyBackward(features.backwardMoves(), features.pairs())
            || isMostlyBackward(features.closeBackwardMoves(), features.closePairs()));
  }

  private static boolean isMostlyBackward(int backward, int pairs) {
    return pairs >= ENOUGH_PAIRS && backward > MOST_BACKWARD * pairs;
  }

  /** The verdict of a comparison that was run. */
  SelectionVerdict after(ModelComparison comparison) {
    List<Hypothesis> families = comparison.byFamily();
    Hypothesis best = families.get(0);
    WindowLikelihoods likelihood = best.likelihood();
    double margin = best.aheadOf(families.get(1));
    boolean coincide = ring.hasNoUnavailable();
    if (best.family().equals(ModelComparison.NOT_MODELLED)) {
      return ofAnyPort(margin, likelihood.windows());
    }
    if (hasTooManyOutliers(likelihood, coincide ? MOST_OUTLIERS_ALIKE : MOST_OUTLIERS)) {
      return unexplained(likelihood.outliers() / likelihood.connects(), margin);
    }
    if (coincide) {
      return SelectionVerdict.cannotTell(margin, FAMILIES, Reason.COINCIDE);
    }
    if (SelectionAlgorithms.named(best.family()).jumpsFromPortsInUse() && isDecidedByPortsInUse()) {
      return SelectionVerdict.cannotTell(margin, FAMILIES, Reason.CROWDED);
    }
    if (hasTooManyOddPorts(best.family())) {
      return unexplained((double) features.oddPorts() / features.connects(), margin);
    }
    double enough = enough(ports.reservedRecorded(), likelihood.windows());
    List<String> remaining =
        families.stream()
            .filter(family -> !isClearlyAhead(best, family, enough))
            .map(Hypothesis::family)
            .toList();
    return remaining.size() > 1
        ? SelectionVerdict.cannotTell(margin, remaining, Reason.TOO_CLOSE)
        : SelectionVerdict.identified(best.name(), margin, remaining, Reason.LIKELIHOOD);
  }

  private static boolean isClearlyAhead(Hypothesis best, Hypothesis family, double enough) {
    return best.aheadOf(family) >= enough
        && best.aheadWithoutOneWindow(family) >= ENOUGH_WITHOUT_ONE_WINDOW;
  }

  /** The verdict where ports drawn anywhere are likelier than any algorithm's. */
  private SelectionVerdict ofAnyPort(double margin, int windows) {
    if (features.inUseShare() > CROWDED) {
      return cannotTell(ring.hasNoUnavailable() ? Reason.COINCIDE : Reason.CROWDED);
    }
    if (margin > enough(true, windows)) {
      return unexplained(1, margin);
    }
    return SelectionVerdict.cannotTell(
        margin, FAMILIES, ports.reservedRecorded() ? Reason.UNEXPLAINED : Reason.RESERVED_UNKNOWN);
  }

  /**
   * The verdict where others of the namespace show the algorithm, and its comparison alone was run;
   * null if it does not explain the ports.
   */
  @Nullable SelectionVerdict asOthers(SelectionVerdict others, ModelComparison alone) {
    Hypothesis best = alone.best();
    boolean unexplained =
        best.family().equals(ModelComparison.NOT_MODELLED)
            || hasTooManyOutliers(best.likelihood(), MOST_OUTLIERS)
            || hasTooManyOddPorts(best.family());
    return unexplained
        ? null
        : new SelectionVerdict(
            Kind.IDENTIFIED,
            others.algorithm(),
            others.margin(),
            others.remaining(),
            Reason.OTHERS);
  }

  private static boolean hasTooManyOutliers(WindowLikelihoods likelihood, double tolerated) {
    double outliers = likelihood.outliers();
    return outliers > FEW && outliers > tolerated * likelihood.connects();
  }

  /**
   * Some algorithms jump from a port in use as from a reserved one. Where more ports are in use
   * than reserved, what they explain better is mostly which of them still were.
   */
  private boolean isDecidedByPortsInUse() {
    return features.inUseShare() * ring.count() > ring.unavailable().length;
  }

  private SelectionVerdict unexplained(double share, double margin) {
    if (!ports.reservedRecorded() || ports.usedThoughReserved() > 0) {
      return SelectionVerdict.cannotTell(margin, FAMILIES, Reason.RESERVED_UNKNOWN);
    }
    return share > FOREIGN
        ? SelectionVerdict.notModelled(margin, Reason.UNEXPLAINED)
        : SelectionVerdict.cannotTell(margin, FAMILIES, Reason.UNEXPLAINED);
  }

  /** The margin, nats, by which the likeliest must be ahead after so many windows. */
  static double enough(boolean reservedRecorded, int windows) {
    return (reservedRecorded ? ENOUGH : ENOUGH_BY_GUESS) + MORE_PER_WINDOW * windows;
  }

  /** Whether a margin, nats, stays large enough whichever window is left out. */
  static boolean isEnoughWithoutAnyWindow(double margin) {
    return margin - ModelComparison.MOST_PER_WINDOW >= ENOUGH_WITHOUT_ONE_WINDOW;
  }

  private static SelectionVerdict cannotTell(Reason reason) {
    return SelectionVerdict.cannotTell(0, FAMILIES, reason);
  }
}
