package io.tuplewatch.report;

import io.tuplewatch.selection.check.SelectionVerdict;
import io.tuplewatch.selection.check.SelectionVerdict.Reason;
import java.util.Locale;

/** Verdicts in words. */
public final class VerdictWording {

  /** Why there is no verdict at all. */
  public static final String DECLINED = "the agent was told to leave connects out";

  private VerdictWording() {}

  public static String of(SelectionVerdict verdict) {
    return switch (verdict.kind()) {
      case IDENTIFIED ->
          verdict.algorithm()
              + String.format(
                  Locale.ROOT,
                  verdict.reason() == Reason.OTHERS
                      ? " (as others of its namespace, together %.0f nats to the next)"
                      : " (margin %.0f nats to the next)",
                  verdict.margin());
      case NOT_MODELLED -> "not modelled: " + reason(verdict);
      case CANNOT_TELL -> "cannot tell: " + reason(verdict);
    };
  }

  private static String reason(SelectionVerdict verdict) {
    return switch (verdict.reason()) {
      case LIKELIHOOD, OTHERS -> "";
      case COINCIDE ->
          "the algorithms coincide, no port is reserved or avoided in the range; the sysctls would"
              + " change nothing";
      case TOO_CLOSE -> tooClose(verdict);
      case CROWDED -> "too many ports are in use";
      case NO_CONNECTS -> "no port that the kernel selected";
      case RESERVED_UNKNOWN -> "the reserved ports are not known, and the ports do not show them";
      case NO_RESALT ->
          "the ports go on across windows of 10 s, as before Linux 5.18 and its backports";
      case RANGE_NOT_IN_FORCE ->
          "ports lie outside the recorded ip_local_port_range, or in a part of it only for some"
              + " time: it changed, or the sequence has no re-salt";
      case OLD_KERNEL -> "the kernel is older than 5.18, and the ports do not show a backport";
      case UNEXPLAINED ->
          "none of the algorithms explains the ports, given range and reserved ports";
    };
  }

  private static String tooClose(SelectionVerdict verdict) {
    return String.join(" or ", verdict.remaining())
        + String.format(
            Locale.ROOT,
            " (%.0f nats apart); more windows of 10 s would tell, if anything",
            verdict.margin());
  }
}
