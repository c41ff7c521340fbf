package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.check.DestinationCheck;
import io.tuplewatch.selection.check.Features;
import io.tuplewatch.selection.check.PooledCheck;
import io.tuplewatch.selection.check.SelectionVerdict;
import io.tuplewatch.selection.recorded.SelectionSettings;
import io.tuplewatch.selection.recorded.TimeWaitHeld;
import io.tuplewatch.selection.replay.SelectionReport;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;

/** The selection check for machines; docs/check.md describes every field. */
public final class SelectionJson {

  private final JsonGenerator json;
  private final JsonValues values;

  SelectionJson(JsonGenerator json) {
    this.json = json;
    this.values = new JsonValues(json);
  }

  /** Writes one JSON document and flushes; {@code out} stays open. */
  public static void write(SelectionReport report, Writer out) throws IOException {
    try (JsonGenerator json = AsciiJson.generator(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", JsonReport.SCHEMA_VERSION);
      new SelectionJson(json).writeFields(report);
      json.writeEndObject();
    }
    out.write(System.lineSeparator());
    out.flush();
  }

  /** The fields, into an object that was begun. */
  void writeFields(SelectionReport report) throws IOException {
    values.spanMs("firewallTimeoutMs", report.firewallTimeout().toNanos());
    json.writeStringField("declined", report.declined() ? VerdictWording.DECLINED : null);
    json.writeNumberField("leftOut", report.leftOut());
    json.writeNumberField("destinationsLeftOut", report.destinationsLeftOut());
    json.writeNumberField("destinationsNotReplayed", report.notReplayed());
    values.time("until", report.leftOut() > 0 ? report.until() : null);
    json.writeArrayFieldStart("pooled");
    for (PooledCheck pooled : report.check().pooled()) {
      writePooled(pooled);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("destinations");
    for (DestinationCheck check : report.check().destinations()) {
      writeDestination(check);
    }
    json.writeEndArray();
    new ReplayJson(json).write(report);
  }

  private void writePooled(PooledCheck pooled) throws IOException {
    json.writeStartObject();
    json.writeStringField("realm", pooled.realm());
    json.writeNumberField("destinations", pooled.destinations());
    writeVerdict(pooled.verdict());
    json.writeStringField("agreesWithSysctls", pooled.agreement().name().toLowerCase(Locale.ROOT));
    writeMap("nats", pooled.behind(), -1);
    writeSettings(pooled.settings());
    json.writeEndObject();
  }

  private void writeDestination(DestinationCheck check) throws IOException {
    json.writeStartObject();
    json.writeStringField("realm", check.key().realm());
    json.writeStringField("localAddress", check.key().localAddress());
    json.writeStringField("address", check.key().remoteAddress());
    json.writeNumberField("port", check.key().remotePort());
    writeVerdict(check.verdict());
    json.writeStringField("agreesWithSysctls", check.agreement().name().toLowerCase(Locale.ROOT));
    writeMap("nats", check.behind(), -1);
    writeMap("logLikelihoods", check.logLikelihoods(), 1);
    json.writeNumberField("windowsJudged", check.windowsJudged());
    writeTimeWait(check.timeWait());
    writeFeatures(check);
    json.writeEndObject();
  }

  private void writeVerdict(SelectionVerdict verdict) throws IOException {
    json.writeStringField("verdict", lower(verdict.kind()));
    json.writeStringField("algorithm", verdict.algorithm());
    json.writeNumberField("margin", verdict.margin());
    json.writeStringField("reason", lower(verdict.reason()));
    AsciiJson.writeTexts(json, "possible", verdict.remaining());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void writeMap(String name, Map<String, Double> values, double sign) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Double> entry : values.entrySet()) {
      json.writeNumberField(entry.getKey(), sign * entry.getValue() + 0.0);
    }
    json.writeEndObject();
  }

  private void writeSettings(SelectionSettings settings) throws IOException {
    json.writeObjectFieldStart("sysctls");
    json.writeStringField("kernelRelease", settings.kernelRelease());
    json.writeStringField("range", settings.range() == null ? null : settings.range().toString());
    values.number(
        "reservedPorts", settings.reserved() == null ? -1 : settings.reserved().size(), -1);
    values.number("portStepWidth", settings.stepWidth(), -1);
    values.number("retryRandomPort", settings.retryRandom(), -1);
    SelectionAlgorithm configured = settings.configured();
    json.writeStringField("configured", configured == null ? null : configured.family());
    json.writeEndObject();
  }

  private void writeTimeWait(TimeWaitHeld timeWait) throws IOException {
    json.writeObjectFieldStart("timeWait");
    values.spanMs("bySysctlsMs", timeWait.bySysctlsNanos());
    values.spanMs("heldMs", timeWait.heldNanos());
    json.writeNumberField("closes", timeWait.closes());
    json.writeNumberField("selectedBefore", timeWait.selectedBefore());
    json.writeEndObject();
  }

  private void writeFeatures(DestinationCheck check) throws IOException {
    Features features = check.features();
    json.writeObjectFieldStart("features");
    json.writeNumberField("connects", features.connects());
    json.writeNumberField("bound", features.bound());
    json.writeNumberField("windows", features.windows());
    json.writeNumberField("pairs", features.pairs());
    json.writeNumberField("backwardMoves", features.backwardMoves());
    json.writeNumberField("oddPorts", features.oddPorts());
    json.writeNumberField("windowStartsBehindBlocks", features.windowStartsBehindBlocks());
    json.writeNumberField(
        "windowStartsBehindBlocksByChance", features.windowStartsBehindBlocksByChance());
    if (Double.isNaN(features.seenShare())) {
      json.writeNullField("seenShare");
    } else {
      json.writeNumberField("seenShare", features.seenShare());
    }
    json.writeNumberField("inUseShare", features.inUseShare());
    values.spanMs("resaltPhaseMs", features.resaltPhaseNanos());
    json.writeArrayFieldStart("hotPorts");
    for (Features.HotPort hot : features.hotPorts()) {
      json.writeStartObject();
      json.writeNumberField("port", hot.port());
      json.writeNumberField("uses", hot.uses());
      json.writeStringField("behind", hot.block());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("range", check.range().toString());
    json.writeBooleanField("rangeRecorded", check.rangeRecorded());
    json.writeBooleanField("reservedRecorded", check.reservedRecorded());
    json.writeStringField("reserved", check.reserved().toString());
    json.writeStringField("avoided", check.avoided().toString());
    json.writeNumberField("usedThoughReserved", check.usedThoughReserved());
    json.writeNumberField("outsideRange", check.outsideRange());
    json.writeEndObject();
  }
}
