package io.tuplewatch.evidence.causes;

/**
 * Of a failure.
 *
 * @param reuse chance that it would not have failed on another tuple, 0 to 1
 * @param down chance that nobody could connect at that moment, and the tuple itself was not dead, 0
 *     to 1 - {@code reuse}
 * @param unexplained chance that it failed for no reason that anything else tells of, 0 to 1 -
 *     {@code reuse} - {@code down}
 * @param dead chance that its path is dead, as other failures of its tuple tell, 0 to 1 - {@code
 *     reuse} - {@code down} - {@code unexplained}
 * @param background chance that a connect of that moment failed in the same way without reuse, 0 to
 *     1
 * @param freshAround late and first uses that failed in the same way in a row with it
 */
public record CausePosterior(
    double reuse,
    double down,
    double unexplained,
    double dead,
    double background,
    int freshAround) {

  /** Nothing is known. */
  public static final CausePosterior NONE = new CausePosterior(0, 0, 0, 0, 0, 0);
}
