package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.advice.Advice;
import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.connection.Quality;
import io.tuplewatch.connection.QualityCounter;
import io.tuplewatch.diagnosis.DestinationReuse;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Summary;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.fleet.Fleet;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.reuse.IdleTimeout;
import io.tuplewatch.reuse.IdleTimeout.Step;
import io.tuplewatch.selection.replay.SelectionReport;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The diagnosis for machines; docs/json.md describes every field. ASCII only, so that no text of a
 * recording can act on a terminal.
 */
public final class JsonReport {

  /** Raised when a field changes its meaning or goes; new fields do not raise it. */
  static final int SCHEMA_VERSION = 1;

  private final Diagnosis diagnosis;
  private final JsonGenerator json;
  private final JsonValues values;

  private JsonReport(Diagnosis diagnosis, JsonGenerator json) {
    this.diagnosis = diagnosis;
    this.json = json;
    this.values = new JsonValues(json);
  }

  /** Writes one JSON document and flushes; {@code out} stays open. */
  public static void write(Diagnosis diagnosis, Writer out) throws IOException {
    write(diagnosis, null, null, out);
  }

  /**
   * Does the same with what the recordings say about port selection, and beside an earlier
   * analysis.
   */
  public static void write(
      Diagnosis diagnosis,
      @Nullable SelectionReport selection,
      @Nullable BaselineComparison baseline,
      Writer out)
      throws IOException {
    write(diagnosis, selection, null, baseline, out);
  }

  /** Does the same with what to do about it. */
  public static void write(
      Diagnosis diagnosis,
      @Nullable SelectionReport selection,
      @Nullable Advice advice,
      @Nullable BaselineComparison baseline,
      Writer out)
      throws IOException {
    try (JsonGenerator json = AsciiJson.generator(out)) {
      new JsonReport(diagnosis, json).write(selection, advice, baseline);
    }
    out.write(System.lineSeparator());
    out.flush();
  }

  private void write(
      @Nullable SelectionReport selection,
      @Nullable Advice advice,
      @Nullable BaselineComparison baseline)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    values.spanMs("firewallTimeoutMs", diagnosis.firewallTimeout().toNanos());
    writeTimeoutSource(diagnosis.idleTimeout());
    writeRecordings();
    writeSummary(diagnosis.summary());
    writeDestinations();
    new FleetJson(json, values).write(Fleet.of(diagnosis));
    new ReusesJson(json, values).write(diagnosis);
    new EvidenceJson(json, values).write(diagnosis);
    new SeenJson(json, values).write(diagnosis.findings().audit());
    new SettingsJson(json, values).write(diagnosis.settings());
    if (selection != null) {
      json.writeObjectFieldStart("selection");
      new SelectionJson(json).writeFields(selection);
      json.writeEndObject();
    }
    if (advice != null) {
      new AdviceJson(json, values).write(advice);
    }
    if (baseline != null) {
      new BaselineJson(json, values).write(baseline);
    }
    writeCounted();
    writeQuality(diagnosis.quality());
    json.writeEndObject();
  }

  private void writeRecordings() throws IOException {
    json.writeArrayFieldStart("recordings");
    for (Recording recording : diagnosis.recordings()) {
      writeRecording(recording);
    }
    json.writeEndArray();
  }

  private void writeDestinations() throws IOException {
    json.writeArrayFieldStart("destinations");
    for (DestinationReuse destination : diagnosis.destinations()) {
      writeDestination(destination);
    }
    json.writeEndArray();
  }

  private void writeTimeoutSource(IdleTimeout timeout) throws IOException {
    json.writeStringField("firewallTimeoutSource", timeout.source().name());
    Duration given = timeout.given();
    if (given == null) {
      json.writeNullField("firewallTimeoutGivenMs");
    } else {
      values.spanMs("firewallTimeoutGivenMs", given.toNanos());
    }
    Step step = timeout.step();
    if (step == null) {
      json.writeNullField("failuresEnd");
    } else {
      json.writeObjectFieldStart("failuresEnd");
      values.spanMs("lowMs", step.lowNanos());
      if (step.withoutEnd()) {
        json.writeNullField("highMs");
      } else {
        values.spanMs("highMs", step.highNanos());
      }
      json.writeEndObject();
    }
    values.spanMs("comparisonHistoryMs", timeout.comparisonHistory().toNanos());
  }

  private void writeCounted() throws IOException {
    json.writeArrayFieldStart("counted");
    for (CountedDestination counted : diagnosis.counted()) {
      json.writeStartObject();
      json.writeStringField("address", counted.address());
      json.writeNumberField("port", counted.port());
      json.writeNumberField("connects", counted.connects());
      json.writeNumberField("failures", counted.failures());
      json.writeNumberField("earlyReuses", counted.earlyReuses());
      json.writeNumberField("failedEarlyReuses", counted.failedEarlyReuses());
      json.writeNumberField("firstUses", counted.firstUses());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeRecording(Recording recording) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", recording.file().toString());
    json.writeNumberField("bytes", recording.size());
    json.writeNumberField("chunks", recording.chunks());
    json.writeNumberField("connects", recording.connects());
    json.writeNumberField("closes", recording.closes());
    json.writeNumberField("settings", recording.settings());
    json.writeNumberField("lostBytes", recording.lostBytes());
    PeersJson.write(recording.peers(), json, values);
    json.writeArrayFieldStart("problems");
    for (Problem problem : recording.problems()) {
      json.writeStartObject();
      values.number("chunk", problem.chunk(), 0);
      json.writeStringField("reason", problem.reason());
      json.writeStringField("remedy", problem.remedy());
      json.writeBooleanField("dataLost", problem.dataLost());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeSummary(Summary summary) throws IOException {
    Tallies connects = summary.connects();
    json.writeObjectFieldStart("summary");
    writeCounts(connects);
    json.writeNumberField(
        "reuses", connects.earlyReuses().connects() + connects.lateReuses().connects());
    json.writeNumberField("destinations", diagnosis.destinations().size());
    json.writeNumberField("jvms", summary.jvms());
    values.time("from", summary.jvms() == 0 ? null : summary.from());
    values.time("to", summary.jvms() == 0 ? null : summary.to());
    values.spanMs("durationMs", summary.to() - summary.from());
    json.writeNumberField("connectsWithHistory", summary.connects().withHistory());
    values.time("unsentFrom", summary.unsentTo() == 0 ? null : summary.unsentFrom());
    values.time("unsentTo", summary.unsentTo() == 0 ? null : summary.unsentTo());
    json.writeObjectFieldStart("apart");
    for (AttemptResult result : AttemptResult.values()) {
      if (!result.judged()) {
        json.writeNumberField(camelCase(result), summary.apart().getOrDefault(result, 0L));
      }
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeDestination(DestinationReuse reuse) throws IOException {
    json.writeStartObject();
    json.writeStringField("realm", reuse.destination().realm());
    json.writeStringField("localAddress", reuse.destination().localAddress());
    json.writeStringField("address", reuse.destination().remoteAddress());
    json.writeNumberField("port", reuse.destination().remotePort());
    json.writeStringField("host", reuse.host());
    json.writeStringField("hostName", reuse.hostName());
    writeCounts(reuse.tallies());
    json.writeEndObject();
  }

  private void writeCounts(Tallies tallies) throws IOException {
    writeTally("connects", "failures", tallies.all());
    writeTally("earlyReuses", "earlyReuseFailures", tallies.earlyReuses());
    json.writeNumberField("failedEarlyReuses", tallies.failedEarlyReuses());
    writeTally("lateReuses", "lateReuseFailures", tallies.lateReuses());
    writeTally("firstUses", "firstUseFailures", tallies.firstUses());
    writeTally("unknown", "unknownFailures", tallies.unknown());
    json.writeObjectFieldStart("compared");
    writeTally("earlyReuses", "earlyReuseFailures", tallies.comparedEarlyReuses());
    writeTally("others", "otherFailures", tallies.comparedOthers());
    json.writeEndObject();
    writeTally("notCompared", "notComparedFailures", tallies.notCompared());
  }

  private void writeTally(String connects, String failures, Tally tally) throws IOException {
    json.writeNumberField(connects, tally.connects());
    json.writeNumberField(failures, tally.failed());
  }

  private void writeQuality(Quality quality) throws IOException {
    json.writeObjectFieldStart("quality");
    for (QualityCounter counter : QualityCounter.values()) {
      json.writeNumberField(camelCase(counter), quality.counts().getOrDefault(counter, 0L));
    }
    json.writeEndObject();
  }

  /** PORT_EXHAUSTION to portExhaustion. */
  private static String camelCase(Enum<?> constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }
}
