package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.Summary;
import io.tuplewatch.diagnosis.Tally;

/** Why nothing can be told, and how much longer to record until it can. */
final class MoreRecording {

  private static final long MINUTE = 60_000_000_000L;

  /** So many times the firewall's timeout: one to learn the ports, two to compare. */
  private static final int TIMEOUTS = 3;

  /** Failures that usually settle it. */
  private static final int ENOUGH_FAILURES = 10;

  private final Finding finding;
  private final long recorded;
  private final long timeout;

  /** The trouble must have a subject. */
  MoreRecording(Trouble trouble) {
    Summary summary = trouble.diagnosis().summary();
    this.finding = trouble.about();
    this.recorded = summary.to() - summary.from();
    this.timeout = trouble.diagnosis().firewallTimeout().toNanos();
  }

  /** Whole minutes, 0 if a longer recording would not help. */
  long minutes() {
    long more =
        switch (finding.verdict()) {
          case NO_COMPARISON, NO_COMPARED_FAILURE -> TIMEOUTS * timeout - recorded;
          case NOT_CLEAR, REUSE_FAILS, NOT_REUSE, NO_FAILURE -> forFailures();
        };
    return more <= 0 ? 0 : -Math.floorDiv(-more, MINUTE);
  }

  private long forFailures() {
    long failed = Math.max(1, failed().failed());
    double factor = Math.max(1, (double) (ENOUGH_FAILURES - failed) / failed);
    return (long) (recorded * Math.min(factor, 1000));
  }

  private Tally failed() {
    return finding.reuse().tallies().all();
  }

  /** "record 40 min more". */
  String inShort() {
    if (leftOut()) {
      return "record every connect (events=all)";
    }
    return minutes() == 0
        ? "every connect reuses a port, so there is nothing to compare with"
        : "record " + span() + " more";
  }

  /** Whether the agent left connects out: more of the same does not help. */
  boolean leftOut() {
    return finding.evidence().partlyRecorded();
  }

  /** "40 min", "2 h 40 min". */
  String span() {
    return Wording.span(minutes() * MINUTE);
  }

  /** The time as an option takes it: "40m". */
  String spanOption() {
    return minutes() + "m";
  }

  String why() {
    if (leftOut()) {
      return "Its counts do not show that early reuses fail more often.";
    }
    return switch (finding.verdict()) {
      case NO_COMPARISON, NO_COMPARED_FAILURE -> beforeThem();
      case NOT_CLEAR, REUSE_FAILS, NOT_REUSE, NO_FAILURE ->
          failed().failed() < ENOUGH_FAILURES
              ? "That is too few to tell what they have in common."
              : "Connects on reused and on other ports fail alike, or nearly.";
    };
  }

  private String beforeThem() {
    return minutes() == 0
        ? "No connect on a port that had rested is there to compare with."
        : "The recording is too short to know which ports had been used before: "
            + Wording.span(recorded)
            + " of the "
            + Wording.span(TIMEOUTS * timeout)
            + " that a timeout of "
            + Wording.span(timeout)
            + " takes.";
  }
}
