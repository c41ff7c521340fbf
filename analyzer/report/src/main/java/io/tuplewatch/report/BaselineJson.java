package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.evidence.counts.Interval;
import io.tuplewatch.report.BaselineComparison.PerHour;
import io.tuplewatch.report.BaselineComparison.Share;
import java.io.IOException;

/** The comparison with a baseline, for machines. */
final class BaselineJson {

  private final JsonGenerator json;
  private final JsonValues values;

  BaselineJson(JsonGenerator json, JsonValues values) {
    this.json = json;
    this.values = values;
  }

  void write(BaselineComparison comparison) throws IOException {
    json.writeObjectFieldStart("baseline");
    values.time("from", comparison.from());
    values.time("to", comparison.to());
    values.spanMs("durationMs", comparison.to() - comparison.from());
    json.writeNumberField("firewallTimeoutMs", comparison.firewallTimeoutMs());
    json.writeBooleanField("sameFirewallTimeout", comparison.sameFirewallTimeout());
    json.writeBooleanField("isLater", comparison.isLater());
    writeShare("failureShare", comparison.failures());
    writeShare("earlyReuseShare", comparison.earlyReuses());
    writeShare("failedEarlyReuseShare", comparison.failedEarlyReuses());
    writePerHour(comparison.perHour());
    json.writeEndObject();
  }

  private void writeShare(String name, Share share) throws IOException {
    json.writeObjectFieldStart(name);
    writeTally("before", share.before());
    writeTally("now", share.now());
    values.interval("difference", share.difference());
    json.writeStringField("change", share.change().name());
    json.writeEndObject();
  }

  private void writeTally(String name, Tally tally) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("count", tally.failed());
    json.writeNumberField("connects", tally.connects());
    json.writeEndObject();
  }

  private void writePerHour(PerHour perHour) throws IOException {
    Interval ratio = perHour.ratio();
    json.writeObjectFieldStart("failuresPerHour");
    values.finite("before", perHour.before());
    values.finite("now", perHour.now());
    values.interval("ratio", ratio);
    json.writeStringField("change", perHour.change().name());
    json.writeEndObject();
  }
}
