package io.tuplewatch.report;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Diagnosis;
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

/**
 * What stands behind a {@link ScreenVerdict}: how many failures it explains, and what else failed.
 */
final class ScreenExplanation {

  private static final int MOST_PERIODS = 4;

  private final Trouble trouble;
  private final Diagnosis diagnosis;

  ScreenExplanation(Trouble trouble) {
    this.trouble = trouble;
    this.diagnosis = trouble.diagnosis();
  }

  List<String> sentences() {
    return switch (trouble.kind()) {
      case DELAYED -> List.of(trouble.delay().orElseThrow().explained());
      case NO_TROUBLE -> List.of(noTrouble());
      case NOTHING_RECORDED -> List.of(nothingRecorded());
      case REUSE, OUTAGE, REFUSED, UNANSWERED, LIMIT, NO_FREE_PORT, NOT_SENT, CANNOT_TELL ->
          failures();
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
      trouble.counted().map(ScreenExplanation::counted).ifPresent(sentences::add);
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
            .map(one -> answered(one.getKey()) + " " + ScreenVerdict.keeps(one.getValue()))
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
