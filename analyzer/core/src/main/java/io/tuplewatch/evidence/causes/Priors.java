package io.tuplewatch.evidence.causes;

/**
 * What the models take for likely before a recording has told anything, in one place. Each is weak:
 * some connects outweigh it. They are judgements, made from what networks do (outages of minutes,
 * bad paths in few networks, devices that answer in one way) and held against generated networks
 * with known truth and the recordings of a real firewall; docs/develop/ablation.md has what changes
 * without each part.
 */
final class Priors {

  // The hazard of reuse

  /** Odds that reuse makes connects fail in one mode at all. */
  static final double REUSE_ODDS = .2;

  /**
   * Weight, against what the failures say of the background, that it is lower for reuses: tuples
   * that worked before are on no dead path, first uses may be.
   */
  static final double BACKGROUND_IS_LOWER = .05;

  /** Chance that a try which a session stops counts as a packet of the session. */
  static final double REFRESHES = .6;

  // Conditions of the moment

  /** How long conditions last, ns. */
  static final double CONDITIONS_LAST = 600e9;

  /** How long a destination is down, ns. */
  static final double DOWN_LASTS = 60e9;

  /** Share of the changes that lead to a destination that is down. */
  static final double DOWN = .2;

  /** Changes that the usual conditions are worth, as a state that a change leads to. */
  static final double USUAL_CONDITIONS_WORTH = 3;

  /** Changes that each other condition is worth, all together. */
  static final double ANY_CONDITIONS_WORTH = .3;

  // Dead paths

  /** Chance that paths die in a network. */
  static final double DEAD_PATHS = .2;

  /** Chance, if they do, that they were dead from the beginning of the recording. */
  static final double DEAD_FROM_THE_BEGINNING = .5;

  /** Chance that the path is dead of a tuple that fails to the end. */
  static final double DEAD_TO_THE_END = .05;

  // Left-censored uses

  /** Chance that a use whose past is not known is an early reuse. */
  static final double CENSORED_IS_EARLY = .5;

  /** Connects that {@link #CENSORED_IS_EARLY} is worth. */
  static final double CENSORED_WORTH = 2;

  /** Connects of one time that the mean of all times is worth. */
  static final double CENSORED_MEAN_WORTH = 10;

  // The residual

  /** Share of the connects that fail for no reason that anything tells of. */
  static final double RESIDUAL = .001;

  /** Connects that {@link #RESIDUAL} is worth. */
  static final double RESIDUAL_WORTH = 100;

  private Priors() {}
}
