package io.tuplewatch.report;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.ConnectLimit;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Outage;
import io.tuplewatch.diagnosis.ReusePeriod;
import io.tuplewatch.diagnosis.Summary;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.report.FirstScreen.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The likely cause in one sentence, and how many failures it explains. */
final class ScreenVerdict {

  private static final int MOST_PERIODS = 4;

  private final Trouble trouble;
  private final Diagnosis diagnosis;

  ScreenVerdict(Trouble trouble) {
    this.trouble = trouble;
    this.diagnosis = trouble.diagnosis();
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
          default -> "some go unanswered on any source port";
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

  private static String keeps(Lifetime lifetime) {
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

  /** Sentences. */
  List<String> explained() {
    return switch (trouble.kind()) {
      case DELAYED -> List.of(trouble.delay().orElseThrow().explained());
      case NO_TROUBLE -> List.of(noTrouble());
      case NOTHING_RECORDED -> List.of(nothingRecorded());
      default -> failures();
    };
  }

  private String howMany(Tally all) {
    return trouble.counted().isPresent()
        ? Wording.count(all.failed(), "connect") + " failed"
        : Wording.count(all.failed())
            + " of "
            + Wording.count(all.connects(), "connect")
            + " failed ("
            + Wording.percent(all.failed(), all.connects())
            + ")";
  }

  /** The recorded share says nothing where those that worked were left out. */
  private static String counted(CountedDestination counted) {
    return "The agent was told to leave connects out. It counted "
        + Wording.count(counted.connects())
        + ": "
        + Wording.rate(Tally.ofEarly(counted))
        + " failed that reused a port early, "
        + Wording.rate(Tally.ofOthers(counted))
        + " of the others.";
  }

  private List<String> failures() {
    List<String> sentences = new ArrayList<>();
    Tally all = trouble.all();
    if (all.failed() > 0) {
      sentences.add(howMany(all) + ", " + trouble.failedFromTo() + " UTC: " + causes() + ".");
      trouble.counted().map(ScreenVerdict::counted).ifPresent(sentences::add);
    } else {
      sentences.add("All " + Wording.count(all.connects(), "connect") + " that were sent worked.");
    }
    sentences.addAll(lifetimes());
    sentences.addAll(periods());
    trouble.delay().map(ScreenDelay::besides).ifPresent(sentences::add);
    trouble.unsent().forEach((result, count) -> sentences.add(unsent(result, count)));
    unsentFromTo().ifPresent(sentences::add);
    if (trouble.kind() == Kind.CANNOT_TELL) {
      sentences.add(new MoreRecording(trouble).why());
    }
    return sentences;
  }

  /** Where the failure rate of early reuses changed. */
  private List<String> periods() {
    List<ReusePeriod> periods =
        trouble.kind() == Kind.REUSE ? trouble.about().periods() : List.of();
    if (periods.size() < 2) {
      return List.of();
    }
    StringBuilder course = new StringBuilder("Their rate changed: ");
    for (int i = 0; i < Math.min(MOST_PERIODS, periods.size()); i++) {
      Tally reuses = periods.get(i).reuses();
      course.append(i == 0 ? "" : ", then ");
      course.append(Wording.count(reuses.failed())).append(" of ");
      course.append(Wording.count(reuses.connects())).append(i == 0 ? " such reuses failed" : "");
      if (i + 1 < periods.size()) {
        course.append(" until ").append(when(periods.get(i + 1)));
      }
    }
    return List.of(course + ".");
  }

  private String when(ReusePeriod next) {
    long begin = diagnosis.summary().from();
    String earliest = Wording.secondAfter(begin, next.earliest());
    String latest = Wording.secondAfter(begin, next.latest());
    return (earliest.equals(latest) ? latest : earliest + " to " + latest) + " UTC";
  }

  /** Where devices one behind the other keep sessions for times of their own. */
  private List<String> lifetimes() {
    if (trouble.kind() != Kind.REUSE) {
      return List.of();
    }
    Map<FailureMode, Lifetime> lifetimes = trouble.about().evidence().lifetimes();
    if (lifetimes.size() < 2) {
      return List.of();
    }
    String each =
        lifetimes.entrySet().stream()
            .map(one -> answered(one.getKey()) + " " + keeps(one.getValue()))
            .collect(Collectors.joining("; one "));
    return List.of("There seem to be several: one " + each + ".");
  }

  private static String answered(FailureMode mode) {
    return switch (mode) {
      case NO_ANSWER -> "without an answer";
      case REFUSED -> "that sends resets";
      case UNREACHABLE -> "that answers by ICMP";
    };
  }

  /** Since when, where that is what the screen is about. */
  private Optional<String> unsentFromTo() {
    Summary summary = diagnosis.summary();
    boolean only = trouble.kind() == Kind.NO_FREE_PORT || trouble.kind() == Kind.NOT_SENT;
    return only && summary.unsentTo() > 0
        ? Optional.of(
            "That was from "
                + Wording.secondAfter(summary.from(), summary.unsentFrom())
                + " to "
                + Wording.secondAfter(summary.from(), summary.unsentTo())
                + " UTC.")
        : Optional.empty();
  }

  private static String unsent(AttemptResult result, long count) {
    return "Failed besides: "
        + Wording.count(count, "attempt")
        + " "
        + ResultWording.of(result)
        + ".";
  }

  /** The causes of the failures that were sent: they add up to them. */
  private String causes() {
    List<String> parts = new ArrayList<>();
    Cause named = TroubleSearch.cause(trouble.kind());
    if (named != null) {
      add(named, trouble.kind() == Kind.REUSE ? " consistent with it" : " of this kind", parts);
    }
    for (Cause cause : Cause.values()) {
      if (cause != named && cause != Cause.CLOSED_BY_APPLICATION) {
        add(cause, " " + other(cause), parts);
      }
    }
    return String.join(", ", parts);
  }

  private void add(Cause cause, String words, List<String> parts) {
    long count = trouble.count(cause);
    if (count > 0) {
      boolean all = count == trouble.all().failed() && count > 1;
      parts.add((all ? "all " : "") + Wording.count(count) + words);
    }
  }

  private String other(Cause cause) {
    return CauseWording.phrase(cause) + (cause == Cause.DESTINATION_DOWN ? outages() : "");
  }

  /** When the longest one of the destination was; empty if there is none. */
  private String outages() {
    return trouble
        .longestOutage()
        .map(
            outage ->
                " (" + Wording.clock(outage.from()) + " to " + Wording.clock(outage.to()) + " UTC)")
        .orElse("");
  }

  private String noTrouble() {
    long early = diagnosis.summary().connects().earlyReuses().connects();
    long all = trouble.all().connects();
    String counted = "All " + Wording.count(all, "connect") + " worked.";
    return early == 0
        ? counted
        : counted
            + " "
            + Wording.count(early)
            + " of them ("
            + Wording.percent(early, all)
            + ") used a source port again within "
            + Wording.span(diagnosis.firewallTimeout().toNanos())
            + ": that is normal, and harmed none.";
  }

  private String nothingRecorded() {
    return diagnosis.summary().jvms() == 0
        ? "The files hold no event of the agent: it was not loaded, or recorded nothing."
        : "The agent was there, and no connect worked or failed in this time.";
  }
}
