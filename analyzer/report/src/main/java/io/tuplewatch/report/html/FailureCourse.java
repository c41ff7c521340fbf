package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.diagnosis.Summary;
import io.tuplewatch.report.CauseWording;
import io.tuplewatch.report.Wording;
import io.tuplewatch.reuse.ClassifiedUses;
import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

/** The picture of failures over time, by cause, and of connects beside them. */
final class FailureCourse implements ConnectSurvey.Counter, Part {

  private static final long MILLI = 1_000_000;
  private static final int MOST_BINS = 120;
  private static final double SHORT = 0.25;

  /** Widths that people think in, ms; then whole days. */
  private static final long[] WIDTHS = {
    10,
    20,
    50,
    100,
    200,
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    20_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    1_200_000,
    1_800_000,
    3_600_000,
    7_200_000,
    21_600_000,
    43_200_000,
    86_400_000
  };

  private final Summary summary;
  private final long from;
  private final long to;
  private final long width;
  private final long[] connects;
  private final Map<Cause, long[]> failures = new EnumMap<>(Cause.class);
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long count;

  FailureCourse(Summary summary) {
    this.summary = summary;
    this.width = width(summary.to() - summary.from());
    this.from = Math.floorDiv(summary.from(), width) * width;
    this.to = summary.to();
    this.connects = new long[(int) Math.max(1, (to - from) / width + 1)];
  }

  private static long width(long span) {
    for (long millis : WIDTHS) {
      if (millis * MILLI * MOST_BINS >= span) {
        return millis * MILLI;
      }
    }
    long day = 86_400_000 * MILLI;
    return Math.max(1, span / (MOST_BINS * day) + 1) * day;
  }

  @Override
  public void add(ClassifiedUses uses, int index, AttemptResult result) {
    connects[bin(uses.wallTime(index))]++;
  }

  private int bin(long wallTime) {
    return (int) Math.max(0, Math.min(connects.length - 1, (wallTime - from) / width));
  }

  /** Takes a failure; they come in order of wall time. */
  void add(FailureCause failure) {
    long time = failure.attempt().use().wallTime();
    failures.computeIfAbsent(failure.cause(), cause -> new long[connects.length])[bin(time)]++;
    first = Math.min(first, time);
    last = Math.max(last, time);
    count++;
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("reading", reading());
    json.writeNumberField("fromMs", from / MILLI);
    json.writeNumberField("widthMs", width / MILLI);
    json.writeNumberField("toMs", to / MILLI);
    json.writeNumberField("unsent", summary.unsent());
    json.writeFieldName("connects");
    json.writeArray(connects, 0, connects.length);
    json.writeArrayFieldStart("causes");
    for (Map.Entry<Cause, long[]> cause : failures.entrySet()) {
      json.writeStartObject();
      json.writeStringField("cause", cause.getKey().name());
      json.writeStringField("label", CauseWording.name(cause.getKey()));
      json.writeNumberField("failures", sum(cause.getValue()));
      json.writeFieldName("values");
      json.writeArray(cause.getValue(), 0, connects.length);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private String reading() {
    return drawn() + notDrawn();
  }

  /** Attempts without a SYN are counted, but not with their times. */
  private String notDrawn() {
    return summary.unsent() == 0
        ? ""
        : " Not drawn: "
            + Wording.count(summary.unsent(), "attempt")
            + " that failed before a SYN was sent, from "
            + clock(summary.unsentFrom())
            + " to "
            + clock(summary.unsentTo())
            + " UTC.";
  }

  private String drawn() {
    if (count == 0) {
      return summary.unsent() == 0 ? "No connect failed." : "No connect that was sent failed.";
    }
    String when =
        count > 1 && last - first < SHORT * (to - from)
            ? "All "
                + Wording.count(count)
                + " failures lie within "
                + Wording.spanUp(last - first)
                + ", from "
                + clock(first)
            : Wording.count(count, "failure") + " from " + clock(first) + " to " + clock(last);
    return when + " UTC, in " + binsWithFailures() + "; " + mostFrequentCause() + ".";
  }

  private static String clock(long time) {
    return Wording.time(time).substring(11, 19);
  }

  private String binsWithFailures() {
    int with = 0;
    int busy = 0;
    for (int bin = 0; bin < connects.length; bin++) {
      int at = bin;
      boolean failed = failures.values().stream().anyMatch(values -> values[at] > 0);
      with += failed ? 1 : 0;
      busy += connects[bin] > 0 ? 1 : 0;
    }
    return with + " of the " + busy + " bars of " + Wording.span(width) + " with connects";
  }

  private String mostFrequentCause() {
    Map.Entry<Cause, long[]> most =
        failures.entrySet().stream()
            .max(Comparator.comparingLong(entry -> sum(entry.getValue())))
            .orElseThrow();
    long of = sum(most.getValue());
    return (of == count ? "all of them: " : Wording.count(of) + " of them: ")
        + CauseWording.name(most.getKey());
  }

  private static long sum(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }
}
