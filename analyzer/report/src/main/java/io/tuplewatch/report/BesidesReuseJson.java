package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.diagnosis.ConnectLimit;
import io.tuplewatch.diagnosis.Findings;
import io.tuplewatch.diagnosis.IdleRow;
import io.tuplewatch.diagnosis.LateAnswers;
import io.tuplewatch.diagnosis.Outage;
import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.search.Delay;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields {@code outages}, {@code limits} and {@code lateAnswers}. */
final class BesidesReuseJson {

  private final JsonGenerator json;
  private final JsonValues values;

  BesidesReuseJson(JsonGenerator json, JsonValues values) {
    this.json = json;
    this.values = values;
  }

  void write(Findings findings) throws IOException {
    json.writeArrayFieldStart("outages");
    for (Outage outage : findings.outages()) {
      writeOutage(outage);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("limits");
    for (ConnectLimit limit : findings.limits()) {
      writeLimit(limit);
    }
    json.writeEndArray();
    writeLateAnswers(findings.lateAnswers());
  }

  private void writeOutage(Outage outage) throws IOException {
    json.writeStartObject();
    values.destination(outage.destination());
    values.time("from", outage.from());
    values.time("to", outage.to());
    json.writeBooleanField("refused", outage.refused());
    json.writeNumberField("connects", outage.connects().connects());
    json.writeNumberField("failures", outage.connects().failed());
    json.writeNumberField("earlyReuses", outage.early().connects());
    json.writeNumberField("earlyReuseFailures", outage.early().failed());
    json.writeEndObject();
  }

  private void writeLimit(ConnectLimit found) throws IOException {
    json.writeStartObject();
    values.destination(found.destination());
    values.spanMs("windowMs", true, found.limit().windowNanos());
    Comparison comparison = found.limit().comparison();
    json.writeNumberField("limit", found.limit().connects());
    json.writeNumberField("above", comparison.early());
    json.writeNumberField("aboveFailures", comparison.earlyFailed());
    json.writeNumberField("below", comparison.others());
    json.writeNumberField("belowFailures", comparison.othersFailed());
    values.interval("riskDifference", comparison.riskDifference());
    json.writeNumberField("p", comparison.p());
    json.writeEndObject();
  }

  private void writeLateAnswers(List<LateAnswers> all) throws IOException {
    json.writeArrayFieldStart("lateAnswers");
    for (LateAnswers one : all) {
      if (one.late() > 0) {
        json.writeStartObject();
        values.destination(one.destination());
        json.writeNumberField("connected", one.connected());
        json.writeNumberField("secondSyn", one.second());
        json.writeNumberField("laterSyn", one.later());
        writeDelay(one.delay());
        json.writeArrayFieldStart("byIdle");
        for (IdleRow row : one.byIdle()) {
          values.idleRow(row, "answeredLate");
        }
        json.writeEndArray();
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private void writeDelay(@Nullable Delay delay) throws IOException {
    if (delay == null) {
      json.writeNullField("delay");
      return;
    }
    json.writeObjectFieldStart("delay");
    values.spanMs("lowMs", true, delay.step().lowNanos());
    values.spanMs("highMs", !delay.step().withoutEnd(), delay.step().highNanos());
    Comparison comparison = delay.comparison();
    json.writeNumberField("before", comparison.early());
    json.writeNumberField("beforeLate", comparison.earlyFailed());
    json.writeNumberField("others", comparison.others());
    json.writeNumberField("othersLate", comparison.othersFailed());
    values.interval("riskDifference", comparison.riskDifference());
    json.writeNumberField("p", comparison.p());
    json.writeNumberField("adjustedP", delay.adjustedP());
    json.writeEndObject();
  }
}
