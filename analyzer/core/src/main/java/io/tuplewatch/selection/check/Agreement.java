package io.tuplewatch.selection.check;

import io.tuplewatch.selection.recorded.SelectionSettings;

/** Whether a verdict agrees with the sysctls as recorded. */
public enum Agreement {
  /** The identified algorithm is the one that the sysctls ask for. */
  YES,
  /** Not identified, but the one that the sysctls ask for is possible. */
  POSSIBLE,
  /** The ports were not made by what the sysctls ask for. */
  NO,
  /** Nothing to compare: no sysctls were recorded. */
  UNKNOWN;

  static Agreement of(SelectionVerdict verdict, SelectionSettings settings) {
    String configured = settings.configured();
    if (configured == null) {
      return UNKNOWN;
    }
    if (verdict.kind() == SelectionVerdict.Kind.NOT_MODELLED) {
      return NO;
    }
    // The mailed sysctl and its author's correction have the same name.
    boolean possible =
        verdict.remaining().stream()
            .anyMatch(
                family ->
                    family.equals(configured)
                        || (configured.equals(ModelComparison.RANDOM_RETRY)
                            && family.equals(ModelComparison.AS_MAILED)));
    if (verdict.kind() == SelectionVerdict.Kind.IDENTIFIED) {
      return possible ? YES : NO;
    }
    return possible ? POSSIBLE : NO;
  }
}
