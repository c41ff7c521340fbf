package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.diagnosis.Audit;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.witness.CaptureEvidence;
import io.tuplewatch.witness.ClockLag;
import io.tuplewatch.witness.ClockOffset;
import io.tuplewatch.witness.LogEvidence;
import io.tuplewatch.witness.Seen;
import io.tuplewatch.witness.SeenPackets;
import io.tuplewatch.witness.capture.Capture;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What captures show, as JSON. */
final class SeenJson {

  private final JsonGenerator json;
  private final JsonValues values;

  SeenJson(JsonGenerator json, JsonValues values) {
    this.json = json;
    this.values = values;
  }

  /** Writes the fields {@code captures} and {@code audit}; nothing without any witness. */
  void write(Audit audit) throws IOException {
    CaptureEvidence captures = audit.witnesses().captures();
    if (captures != null) {
      json.writeObjectFieldStart("captures");
      writeFiles(captures);
      writeClocks(captures.clientLag(), captures.serverOffset());
      json.writeObjectFieldStart("failures");
      for (Seen seen : Seen.values()) {
        json.writeNumberField(seen.name(), captures.counts().getOrDefault(seen, 0L));
      }
      json.writeEndObject();
      json.writeNumberField("failuresNotLookedFor", captures.failuresLeftOut());
      json.writeEndObject();
    }
    LogEvidence log = audit.witnesses().log();
    if (log != null) {
      writeLog(log);
    }
    if (audit.witnesses().any()) {
      writeAudit(audit);
    }
  }

  private void writeFiles(CaptureEvidence captures) throws IOException {
    json.writeArrayFieldStart("files");
    for (CaptureEvidence.Read read : captures.captures()) {
      Capture capture = read.capture();
      json.writeStartObject();
      json.writeStringField("side", read.side().name().toLowerCase(Locale.ROOT));
      json.writeStringField("file", capture.file().toString());
      json.writeNumberField("packets", capture.packets());
      json.writeNumberField("cutOff", capture.cutOff());
      values.number("dropped", capture.dropped(), -1);
      values.time("from", capture.packets() == 0 ? null : capture.from());
      values.time("to", capture.packets() == 0 ? null : capture.to());
      json.writeNumberField("connectsFound", read.found());
      AsciiJson.writeTexts(json, "problems", capture.problems());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeClocks(@Nullable ClockLag lag, @Nullable ClockOffset offset)
      throws IOException {
    if (lag == null) {
      json.writeNullField("synAfterStart");
    } else {
      json.writeObjectFieldStart("synAfterStart");
      values.spanMs("lowMs", lag.lowNanos());
      values.spanMs("medianMs", lag.medianNanos());
      values.spanMs("highMs", lag.highNanos());
      json.writeNumberField("connects", lag.connects());
      json.writeEndObject();
    }
    if (offset == null) {
      json.writeNullField("serverClockAhead");
    } else {
      json.writeObjectFieldStart("serverClockAhead");
      values.spanMs("lowMs", offset.lowNanos());
      values.spanMs("highMs", offset.highNanos());
      json.writeNumberField("handshakes", offset.handshakes());
      json.writeBooleanField("drifts", offset.drifts());
      json.writeEndObject();
    }
  }

  private void writeLog(LogEvidence log) throws IOException {
    json.writeObjectFieldStart("firewallLog");
    json.writeArrayFieldStart("files");
    for (LogEvidence.Read read : log.logs()) {
      json.writeStartObject();
      json.writeStringField("file", read.file().toString());
      json.writeNumberField("lines", read.counts().lines());
      json.writeNumberField("understood", read.counts().understood());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("blockedFailures", log.blockedFailures());
    json.writeNumberField("otherFailures", log.otherFailures());
    json.writeNumberField("matchedLines", log.matched());
    json.writeNumberField("linesOfOtherConnects", log.ofOthers());
    json.writeNumberField("unmatchedLines", log.unmatched());
    values.spanMs("clockAheadLowMs", log.skewLowNanos());
    values.spanMs("clockAheadHighMs", log.skewHighNanos());
    json.writeEndObject();
  }

  private void writeAudit(Audit audit) throws IOException {
    json.writeObjectFieldStart("audit");
    for (Audit.Outcome outcome : Audit.Outcome.values()) {
      json.writeNumberField(outcome.name().toLowerCase(Locale.ROOT), audit.named(outcome));
    }
    json.writeArrayFieldStart("table");
    for (Map.Entry<Cause, Map<Seen, Long>> row : audit.table().entrySet()) {
      for (Map.Entry<Seen, Long> cell : row.getValue().entrySet()) {
        json.writeStartObject();
        json.writeStringField("inferred", row.getKey().name());
        json.writeStringField("seen", cell.getKey().name());
        json.writeNumberField("failures", cell.getValue());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes the field {@code blocked} of a failure. */
  void writeBlocked(LogEvidence.@Nullable Blocked blocked) throws IOException {
    if (blocked == null) {
      json.writeNullField("blocked");
      return;
    }
    json.writeObjectFieldStart("blocked");
    json.writeNumberField("lines", blocked.lines());
    json.writeStringField("text", blocked.text());
    json.writeBooleanField("sessionHeld", blocked.held());
    json.writeStringField("sessionBefore", blocked.session());
    if (blocked.sessionAge() < 0) {
      json.writeNullField("sessionBeforeAgeMs");
    } else {
      values.spanMs("sessionBeforeAgeMs", blocked.sessionAge());
    }
    json.writeEndObject();
  }

  /** Writes the field {@code packets} of a failure. */
  void writePackets(SeenPackets packets) throws IOException {
    json.writeObjectFieldStart("packets");
    json.writeStringField("seen", packets.seen().name());
    values.number("left", packets.left(), SeenPackets.NOT_KNOWN);
    values.number("arrived", packets.arrived(), SeenPackets.NOT_KNOWN);
    values.time("firstSyn", packets.firstSyn() == 0 ? null : packets.firstSyn());
    json.writeNumberField("sequence", Integer.toUnsignedLong(packets.sequence()));
    json.writeStringField("answer", packets.answer().name());
    values.spanMs("answeredAfterMs", packets.answeredAfter());
    json.writeStringField("answeredBy", packets.answeredBy());
    values.number("ttl", packets.timeToLive(), 0);
    values.number("usualTtl", packets.usualTimeToLive(), 0);
    json.writeStringField("translated", packets.translated());
    json.writeEndObject();
  }
}
