package io.tuplewatch.report;

import io.tuplewatch.diagnosis.DestinationReuse;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.diagnosis.Verdict;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.Interval;
import io.tuplewatch.firewall.KnownTimer;
import java.util.Locale;
import java.util.Map;

/**
 * A verdict in two sentences that can be forwarded, and what would settle it. It says what the
 * client saw, never what a device did.
 */
final class VerdictText {

  private static final String NAME_IT =
      ": if the firewall's idle timeout is that, analyze again with it as --firewall-timeout. ";

  /**
   * A timeout longer, or shorter, than failures show by these factors tells early reuses as well.
   */
  private static final double NO_HARM = 1.5;

  private static final double ROOM = 1.1;

  private final Finding finding;
  private final Comparison comparison;
  private final String destination;
  private final long timeoutNanos;
  private final String timeout;
  private final Nat nat;

  VerdictText(Finding finding, long firewallTimeoutNanos, Nat nat) {
    this.finding = finding;
    this.comparison = finding.evidence().comparison();
    DestinationReuse reuse = finding.reuse();
    this.destination = TupleText.destination(reuse.destination(), reuse.host());
    this.timeoutNanos = firewallTimeoutNanos;
    this.timeout = Wording.span(firewallTimeoutNanos);
    this.nat = nat;
  }

  /** What was seen. */
  String first() {
    Tally all = finding.reuse().tallies().all();
    return switch (finding.verdict()) {
      case REUSE_FAILS, NOT_REUSE, NOT_CLEAR -> compared();
      case NO_FAILURE ->
          destination + ": no connect failed (of " + Wording.count(all.connects()) + ").";
      case NO_COMPARED_FAILURE, NO_COMPARISON ->
          destination
              + ": "
              + Wording.count(all.failed())
              + " of "
              + Wording.count(all.connects(), "connect")
              + " failed ("
              + Wording.percent(all.failed(), all.connects())
              + "), none that can be compared.";
    };
  }

  private String compared() {
    Tally early = new Tally(comparison.earlyFailed(), comparison.early());
    Tally others = new Tally(comparison.othersFailed(), comparison.others());
    return "Of the connects "
        + destination
        + " whose four-tuple had carried another connection in the "
        + timeout
        + " before, "
        + Wording.rate(early)
        + " failed, of the other connects of the same moments "
        + Wording.rate(others)
        + difference()
        + ".";
  }

  private String difference() {
    Interval difference = comparison.riskDifference();
    return difference == null
        ? ""
        : String.format(
            Locale.ROOT,
            "; moment by moment the difference is %.1f percentage points (95 %% interval"
                + " %.1f to %.1f)",
            100 * difference.estimate(),
            100 * difference.low(),
            100 * difference.high());
  }

  /** What that means. */
  String second() {
    return switch (finding.verdict()) {
      case REUSE_FAILS -> consistent();
      case NOT_REUSE -> "Reuse is not why connects fail here: see the causes.";
      case NO_FAILURE -> "Early reuse by itself is normal.";
      case NO_COMPARED_FAILURE ->
          "Cannot tell whether reuse plays a part: what failed has too little recording before it,"
              + " or no known past.";
      case NO_COMPARISON -> noComparison();
      case NOT_CLEAR ->
          "Cannot tell whether reuse plays a part: the failures are too few, or too even.";
    };
  }

  private String consistent() {
    return "This is consistent with a device on the path that still held the session of the"
        + " tuple's previous use"
        + lifetime()
        + "; the client saw no more than that."
        + knownTimers()
        + translation();
  }

  private String lifetime() {
    Map<FailureMode, Lifetime> lifetimes = finding.evidence().lifetimes();
    if (lifetimes.size() < 2) {
      return lifetime(finding.lifetime());
    }
    StringBuilder all = new StringBuilder(": there seem to be several");
    lifetimes.forEach(
        (mode, lifetime) -> all.append("; one ").append(answers(mode)).append(lifetime(lifetime)));
    return all.toString();
  }

  private static String answers(FailureMode mode) {
    return switch (mode) {
      case NO_ANSWER -> "that gives no answer";
      case REFUSED -> "that answers with a reset";
      case UNREACHABLE -> "that answers by ICMP";
    };
  }

  private static String lifetime(Lifetime lifetime) {
    return switch (lifetime.answer()) {
      case NONE_FOUND -> "";
      case BETWEEN ->
          ", and seems to let go of it "
              + Wording.span(lifetime.lowNanos())
              + " to "
              + Wording.spanUp(lifetime.highNanos())
              + " after its last packet";
      case VARIES ->
          ", and seems to let go of it after different times: failures grow fewer from an idle time"
              + " of "
              + Wording.span(lifetime.lowNanos())
              + " on, half as many at "
              + Wording.span(lifetime.estimateNanos())
              + ", and end by "
              + Wording.spanUp(lifetime.highNanos());
      case AT_LEAST ->
          ", and seems to keep it for at least "
              + Wording.span(lifetime.lowNanos())
              + " after its last packet";
    };
  }

  private String knownTimers() {
    Lifetime lifetime = finding.lifetime();
    return lifetime.answer() == Lifetime.Answer.BETWEEN
        ? Wording.knownTimers(KnownTimer.within(lifetime.lowNanos(), lifetime.highNanos()))
        : "";
  }

  private String translation() {
    return switch (nat) {
      case NONE -> "";
      case SOURCE ->
          " Source NAT stands between: the device sees other tuples, and may not be the firewall.";
      case UNKNOWN -> " If source NAT stands between, a firewall behind it sees other tuples.";
    };
  }

  private String noComparison() {
    long early = finding.reuse().tallies().comparedEarlyReuses().connects();
    long others = finding.reuse().tallies().comparedOthers().connects();
    return "Cannot tell whether reuse plays a part: "
        + (finding.nothingWorked()
            ? "no connect to this destination worked at all."
            : noComparison(early, others));
  }

  private String noComparison(long early, long others) {
    if (early + others == 0) {
      return "no connect has " + timeout + " of recording before it, and a known past.";
    }
    if (others == 0) {
      return "every connect with "
          + timeout
          + " of recording before it is an early reuse, so there is nothing to compare with.";
    }
    return early == 0
        ? "no connect with " + timeout + " of recording before it is an early reuse."
        : "early reuses of tuples that had worked, and other connects of the same moments, are not"
            + " both there.";
  }

  /** What would settle it; empty if nothing is open. */
  String settledBy() {
    String by = bySettling();
    return by.isEmpty() ? "" : anotherTimeout() + by;
  }

  /** Empty if failures end at the timeout that was asked about, or do not depend on idle. */
  private String anotherTimeout() {
    Lifetime lifetime = finding.lifetime();
    if (lifetime.ends() && timeoutNanos > NO_HARM * lifetime.highNanos()) {
      return "Tuples failed up to an idle time of "
          + Wording.span(lifetime.lowNanos())
          + " to "
          + Wording.spanUp(lifetime.highNanos())
          + ", not up to "
          + timeout
          + NAME_IT;
    }
    return lifetime.answer() != Lifetime.Answer.NONE_FOUND
            && lifetime.answer() != Lifetime.Answer.VARIES
            && timeoutNanos * ROOM < lifetime.lowNanos()
        ? "Tuples failed up to an idle time of "
            + Wording.span(lifetime.lowNanos())
            + " or more, above "
            + timeout
            + NAME_IT
        : "";
  }

  private String bySettling() {
    return switch (finding.verdict()) {
      case REUSE_FAILS ->
          "A line of the firewall's session log, or captures at both ends, for one of these tuples"
              + " at its time; or connects on fixed source ports, used and never used in turn.";
      case NOT_REUSE, NO_FAILURE -> "";
      case NO_COMPARED_FAILURE, NOT_CLEAR ->
          "A longer recording, with more failures; or connects on fixed source ports, used and"
              + " never used in turn.";
      case NO_COMPARISON ->
          finding.nothingWorked()
              ? "Why nothing works comes first: is the host up, and does something listen on the"
                  + " port?"
              : longer();
    };
  }

  private String longer() {
    return "A recording of at least three times "
        + timeout
        + "; where every connect is a reuse even then, connects on fixed source ports, used"
        + " and never used in turn.";
  }

  /** Whether something has to be done, or found out. */
  static boolean open(Verdict verdict) {
    return verdict != Verdict.NO_FAILURE;
  }
}
