package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.probe.Answer;
import io.tuplewatch.probe.Attempt;
import io.tuplewatch.probe.ClosingComparison;
import io.tuplewatch.probe.GapResult;
import io.tuplewatch.probe.LifetimeSearch;
import io.tuplewatch.probe.ProbeResult;
import io.tuplewatch.probe.RestartTest;
import io.tuplewatch.probe.Trial;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The outcome of a probe as JSON, described field by field in docs/probe.md. */
public final class ProbeJson {

  private static final int SCHEMA_VERSION = 1;

  private final JsonGenerator json;
  private final JsonValues values;

  private ProbeJson(JsonGenerator json) {
    this.json = json;
    this.values = new JsonValues(json);
  }

  /**
   * Writes one document.
   *
   * @param out not closed
   * @throws IOException if writing fails
   */
  public static void write(ProbeResult result, Writer out) throws IOException {
    try (JsonGenerator json = AsciiJson.generator(out)) {
      new ProbeJson(json).document(result);
      json.writeRaw('\n');
    }
  }

  private void document(ProbeResult result) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    json.writeStringField("address", result.destination().getAddress().getHostAddress());
    json.writeNumberField("port", result.destination().getPort());
    time("from", result.from());
    time("to", result.to());
    json.writeNumberField("connects", result.connects());
    json.writeBooleanField("answered", result.answered());
    json.writeBooleanField("reuseFails", result.reuseFails());
    json.writeStringField("end", wording(result.end()));
    json.writeArrayFieldStart("gaps");
    for (GapResult gap : result.gaps()) {
      gap(gap);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("closings");
    for (ClosingComparison comparison : result.closings()) {
      closing(comparison);
    }
    json.writeEndArray();
    lifetime(result.bracket());
    RestartTest restart = result.restart();
    json.writeStringField("restart", restart == null ? null : wording(restart.answer()));
    json.writeArrayFieldStart("trials");
    for (Trial trial : result.allTrials()) {
      trial(trial);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("firstFailures");
    for (Attempt attempt : result.firstFailures()) {
      attempt(attempt);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void gap(GapResult gap) throws IOException {
    json.writeStartObject();
    span("gapMs", gap.gap());
    json.writeStringField("closing", wording(gap.closing()));
    json.writeStringField("verdict", wording(gap.verdict()));
    json.writeNumberField("trials", gap.trials().size());
    json.writeNumberField("reusedFailed", gap.reusedFailed());
    json.writeNumberField("freshFailed", gap.freshFailed());
    json.writeNumberField("reusedLate", gap.reusedLate());
    json.writeNumberField("notSent", gap.notSent());
    json.writeNumberField("p", gap.p());
    json.writeNumberField("adjustedP", gap.adjusted());
    json.writeObjectFieldStart("answers");
    for (Answer answer : gap.answers().keySet()) {
      json.writeNumberField(wording(answer), gap.answers().getOrDefault(answer, 0));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void closing(ClosingComparison comparison) throws IOException {
    json.writeStartObject();
    span("gapMs", comparison.gap());
    json.writeStringField("worse", wording(comparison.worse().closing()));
    json.writeStringField("better", wording(comparison.better().closing()));
    json.writeNumberField("p", comparison.p());
    json.writeBooleanField("matters", comparison.matters());
    json.writeEndObject();
  }

  private void lifetime(LifetimeSearch.@Nullable Bracket bracket) throws IOException {
    if (bracket == null) {
      json.writeNullField("lifetime");
      return;
    }
    json.writeObjectFieldStart("lifetime");
    span("failedMs", bracket.failed());
    span("workedMs", bracket.worked());
    json.writeBooleanField("sharp", bracket.sharp());
    json.writeNumberField("tries", bracket.trials().size());
    json.writeEndObject();
  }

  private void trial(Trial trial) throws IOException {
    json.writeStartObject();
    span("gapMs", trial.gap());
    json.writeStringField("closing", wording(trial.closing()));
    json.writeFieldName("first");
    attempt(trial.first());
    json.writeFieldName("between");
    attempt(trial.between());
    json.writeFieldName("reused");
    attempt(trial.reused());
    json.writeFieldName("fresh");
    attempt(trial.fresh());
    json.writeEndObject();
  }

  private void attempt(@Nullable Attempt attempt) throws IOException {
    if (attempt == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeNumberField("sourcePort", attempt.sourcePort());
    time("start", attempt.start());
    span("tookMs", attempt.took());
    json.writeStringField("answer", wording(attempt.answer()));
    time("closed", attempt.closed());
    json.writeStringField(
        "closedBy", attempt.closedBy() == null ? null : wording(attempt.closedBy()));
    json.writeStringField("message", attempt.message());
    json.writeEndObject();
  }

  private void time(String name, @Nullable Instant time) throws IOException {
    json.writeStringField(name, time == null ? null : time.toString());
  }

  private void span(String name, @Nullable Duration span) throws IOException {
    if (span == null) {
      json.writeNullField(name);
    } else {
      values.spanMs(name, span.toNanos());
    }
  }

  private static String wording(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
