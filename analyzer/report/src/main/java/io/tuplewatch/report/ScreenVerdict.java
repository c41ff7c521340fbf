package io.tuplewatch.report;

import io.tuplewatch.diagnosis.ConnectLimit;
import io.tuplewatch.diagnosis.Outage;
import io.tuplewatch.evidence.Lifetime;
import java.util.Optional;

/** The likely cause in one sentence. */
final class ScreenVerdict {

  private final Trouble trouble;

  ScreenVerdict(Trouble trouble) {
    this.trouble = trouble;
  }

  /** Holds no text of a recording. */
  String sentence() {
    return first() + trouble.second().map(ScreenVerdict::besides).orElse("");
  }

  private static String besides(Trouble second) {
    return "; besides, "
        + switch (second.kind()) {
          case REUSE -> "connects on ports used shortly before fail";
          case OUTAGE -> longest(second, "nothing was answered", "some got no answer in a row");
          case LIMIT -> "connects fail once many others have just worked";
          case REFUSED -> longest(second, "everything was refused", "some were refused");
          case UNANSWERED -> "some go unanswered on any source port";
          case NO_FREE_PORT, NOT_SENT, DELAYED, CANNOT_TELL, NO_TROUBLE, NOTHING_RECORDED ->
              throw new IllegalStateException(second.kind() + " has no cause");
        };
  }

  private static String longest(Trouble second, String all, String some) {
    return second
        .longestOutage()
        .map(outage -> all + " for " + Wording.span(outage.to() - outage.from()))
        .orElse(some);
  }

  private String first() {
    return switch (trouble.kind()) {
      case REUSE ->
          "Likely a device on the path "
              + keeps(trouble.about().lifetime())
              + ", and new ones on them fail";
      case OUTAGE -> outage("nothing was answered", "connects were not answered in a row");
      case REFUSED -> outage("everything was refused", "connects were refused");
      case UNANSWERED ->
          "Likely not reused ports: connects go unanswered now and then, on any source port";
      case LIMIT ->
          "Likely a limit, not reused ports: connects fail once "
              + trouble.limit().map(ScreenVerdict::limit).orElse("many others have just worked");
      case NO_FREE_PORT -> "The client had no free source port, and could not even try";
      case NOT_SENT -> "This host sent nothing: attempts failed before they reached the network";
      case DELAYED -> trouble.delay().orElseThrow().verdict();
      case CANNOT_TELL -> "Cannot tell yet: " + new MoreRecording(trouble).inShort();
      case NO_TROUBLE ->
          complete()
              ? "Nothing is wrong: every connect worked"
              : "Nothing failed that was recorded";
      case NOTHING_RECORDED -> "Nothing was recorded: no connect was seen";
    };
  }

  private static String limit(ConnectLimit found) {
    return Wording.count(found.limit().connects())
        + " others have worked within "
        + Wording.span(found.limit().windowNanos());
  }

  private boolean complete() {
    return new ScreenTrust(trouble).complete();
  }

  static String keeps(Lifetime lifetime) {
    return switch (lifetime.answer()) {
      case NONE_FOUND -> "still holds sessions of closed connections";
      case BETWEEN ->
          "keeps closed sessions for "
              + Wording.range(
                  Wording.span(lifetime.lowNanos()), Wording.spanUp(lifetime.highNanos()));
      case VARIES ->
          "keeps closed sessions for different times, up to "
              + Wording.spanUp(lifetime.highNanos());
      case AT_LEAST -> "keeps closed sessions for at least " + Wording.span(lifetime.lowNanos());
    };
  }

  private String outage(String all, String some) {
    Optional<Outage> longest = trouble.longestOutage();
    if (trouble.about().nothingWorked()) {
      return "Not reused ports: no connect worked at all";
    }
    if (longest.isEmpty()) {
      return "Not reused ports: " + some + ", whatever the source port";
    }
    String span = Wording.span(longest.get().to() - longest.get().from());
    int outages = trouble.outages().size();
    return "Not reused ports: "
        + all
        + (outages == 1 ? " for " + span : " " + outages + " times, for up to " + span)
        + ", whatever the source port";
  }
}
