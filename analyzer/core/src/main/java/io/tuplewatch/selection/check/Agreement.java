package io.tuplewatch.selection.check;

import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.recorded.SelectionSettings;

/** Whether a verdict agrees with the sysctls as recorded. */
public enum Agreement {
  /** The identified algorithm is the one that the sysctls ask for. */
  YES,
  /** Not identified, but the one that the sysctls ask for is possible. */
  POSSIBLE,
  /** The ports were not made by what the sysctls ask for. */
  NO,
  /** Nothing to compare: no sysctls were recorded, or others were in force. */
  UNKNOWN;

  static Agreement of(SelectionVerdict verdict, SelectionSettings settings) {
    SelectionAlgorithm configured = settings.configured();
    if (configured == null || !verdict.rangeKnown()) {
      return UNKNOWN;
    }
    if (verdict.kind() == SelectionVerdict.Kind.NOT_MODELLED) {
      return NO;
    }
    boolean possible =
        verdict.remaining().stream()
            .anyMatch(family -> SelectionAlgorithms.shareSysctl(family, configured.family()));
    if (verdict.kind() == SelectionVerdict.Kind.IDENTIFIED) {
      return possible ? YES : NO;
    }
    return possible ? POSSIBLE : NO;
  }
}
