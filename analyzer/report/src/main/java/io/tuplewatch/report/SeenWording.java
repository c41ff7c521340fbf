package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Audit;
import io.tuplewatch.witness.ClockOffset;
import io.tuplewatch.witness.LogEvidence;
import io.tuplewatch.witness.Seen;
import io.tuplewatch.witness.SeenPackets;
import io.tuplewatch.witness.SeenPackets.Answer;
import java.util.Locale;

/** What captures show, in words: what was captured, never who is to blame. */
public final class SeenWording {

  private SeenWording() {}

  /** Says it of many failed connects: "left this host and never arrived at the server". */
  public static String of(Seen seen) {
    return switch (seen) {
      case NOTHING -> "not in the captures";
      case NO_SYN -> "no SYN left this host";
      case LEFT_UNANSWERED -> "left this host, no answer came back";
      case LEFT_REFUSED -> "left this host, a refusal came back";
      case NOT_ARRIVED -> "no SYN arrived at the server";
      case STOPPED -> "left this host and never arrived at the server";
      case REFUSED_ON_THE_WAY -> "refused, and not by the server";
      case SERVER_SILENT -> "arrived at the server, which did not answer";
      case SERVER_REFUSED -> "refused by the server";
      case ANSWER_STOPPED -> "accepted by the server, whose answer never arrived here";
      case ANSWERED -> "accepted by the server, too late";
    };
  }

  /**
   * Says it of one failed connect, a clause: "the SYN left this host 3 times and never arrived
   * ...".
   */
  public static String of(SeenPackets packets) {
    String left = "the SYN left this host " + times(packets.left());
    String answer = answer(packets);
    return switch (packets.seen()) {
      case NOTHING -> "not in the captures";
      case NO_SYN -> "the client's capture covers it and holds no SYN of it";
      case LEFT_UNANSWERED -> left + ", and no answer came back";
      case LEFT_REFUSED -> left + "; " + answer + distance(packets);
      case NOT_ARRIVED -> "no SYN of it arrived at the server";
      case STOPPED -> left + " and never arrived at the server";
      case REFUSED_ON_THE_WAY ->
          left + ", " + arrived(packets) + "; " + answer + ", not sent by the server";
      case SERVER_SILENT -> both(packets) + ", which did not answer";
      case SERVER_REFUSED -> both(packets) + ", which refused";
      case ANSWER_STOPPED -> both(packets) + ", which accepted; its SYN-ACK never arrived here";
      case ANSWERED ->
          packets.left() < 0 ? both(packets) + ", which accepted" : left + "; " + answer;
    };
  }

  /** What the log of a device says of one failed connect: "blocked 3 times: policy-deny". */
  public static String of(LogEvidence.Blocked blocked) {
    String session =
        blocked.session() == null ? "" : "; session before: " + SafeText.of(blocked.session(), 80);
    String age = blocked.sessionAge() < 0 ? "" : ", " + Wording.span(blocked.sessionAge()) + " old";
    return "blocked "
        + times(blocked.lines())
        + (blocked.text() == null ? "" : ": " + SafeText.of(blocked.text(), 80))
        + session
        + age;
  }

  /** How often the inference was right. */
  public static String agreement(Audit audit) {
    return String.format(
        Locale.ROOT,
        "Causes named without them: %s agree, %s contradict, %s cannot be checked.",
        Wording.count(audit.named(Audit.Outcome.AGREES)),
        Wording.count(audit.named(Audit.Outcome.CONTRADICTS)),
        Wording.count(audit.named(Audit.Outcome.OPEN)));
  }

  /** By how much the server's clock is ahead: "0.120 to 0.300 ms ahead of the client's (...)". */
  public static String of(ClockOffset offset) {
    return String.format(
        Locale.ROOT,
        "%.3f to %.3f ms ahead of the client's (%s seen at both ends)%s",
        offset.lowNanos() / 1e6,
        offset.highNanos() / 1e6,
        Wording.count(offset.handshakes(), "handshake"),
        offset.drifts() ? "; they ran apart meanwhile" : "");
  }

  private static String both(SeenPackets packets) {
    String arrived = packets.arrived() < 0 ? "" : arrived(packets);
    return packets.left() < 0
        ? "the SYN " + arrived
        : "the SYN left this host "
            + times(packets.left())
            + (arrived.isEmpty() ? "" : ", " + arrived);
  }

  private static String arrived(SeenPackets packets) {
    return packets.arrived() == 0
        ? "never arrived at the server"
        : "arrived at the server " + times(packets.arrived());
  }

  private static String answer(SeenPackets packets) {
    String after = " after " + Wording.span(packets.answeredAfter());
    return switch (packets.answer()) {
      case NONE -> "no answer came back";
      case SYN_ACK -> "a SYN-ACK came" + after;
      case RESET -> "a reset in the server's name came" + after;
      case ICMP -> "an ICMP error of " + SafeText.of(packets.answeredBy()) + " came" + after;
    };
  }

  private static String distance(SeenPackets packets) {
    return packets.answer() == Answer.RESET && packets.resetFromElsewhere()
        ? " with a TTL of "
            + packets.timeToLive()
            + ", while the server's SYN-ACKs have "
            + packets.usualTimeToLive()
        : "";
  }

  private static String times(int count) {
    return count == 1 ? "once" : Wording.count(count, "time");
  }
}
