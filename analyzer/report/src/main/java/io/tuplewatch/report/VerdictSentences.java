package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Findings.Finding;

/**
 * A verdict in words, for whoever shows one without the rest of the report. They hold host names of
 * the recording, made safe for a terminal, not for HTML.
 *
 * @param seen what was seen, in one sentence
 * @param meaning what that means
 * @param settledBy what would settle it; empty if nothing is open
 */
public record VerdictSentences(String seen, String meaning, String settledBy) {

  /** Makes one of a destination of the diagnosis. */
  public static VerdictSentences of(Finding finding, Diagnosis diagnosis) {
    long timeout = diagnosis.firewallTimeout().toNanos();
    VerdictText text = new VerdictText(finding, timeout, diagnosis.findings().nat());
    return new VerdictSentences(text.first(), text.second(), text.settledBy());
  }
}
