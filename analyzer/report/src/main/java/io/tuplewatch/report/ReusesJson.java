package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.connection.ConnectDetails;
import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.Use;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.UseKind;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The array {@code reuses} and its flag. */
final class ReusesJson {

  private final JsonGenerator json;
  private final JsonValues values;

  ReusesJson(JsonGenerator json, JsonValues values) {
    this.json = json;
    this.values = values;
  }

  void write(Diagnosis diagnosis) throws IOException {
    json.writeArrayFieldStart("reuses");
    for (ClassifiedUse reuse : diagnosis.worstReuses()) {
      writeReuse(reuse);
    }
    json.writeEndArray();
    json.writeBooleanField("reusesTruncated", diagnosis.worstReusesTruncated());
  }

  void writeReuse(ClassifiedUse reuse) throws IOException {
    json.writeStartObject();
    writeUse(reuse.use());
    writeTuple(reuse.use());
    json.writeStringField("kind", reuse.kind() == UseKind.EARLY_REUSE ? "early" : "late");
    values.spanMs("idleMs", reuse.idle());
    json.writeBooleanField("idleAtMost", reuse.idleAtMost());
    values.spanMs("gapMs", reuse.gap());
    json.writeBooleanField("failed", reuse.failed());
    json.writeBooleanField("failedEarlyReuse", reuse.failedEarlyReuse());
    writeDetails(reuse.use());
    writePrevious(reuse.previous());
    json.writeEndObject();
  }

  private void writeUse(Use use) throws IOException {
    values.time("time", use.wallTime());
    values.jvmId(use.jvmId());
    if (use.recorded()) {
      json.writeNumberField("connectionId", use.connectionNumber());
    } else {
      json.writeNullField("connectionId");
    }
    json.writeStringField("outcome", text(use.outcome()));
  }

  private void writeTuple(Use use) throws IOException {
    FourTuple tuple = use.key().tuple();
    json.writeStringField("realm", use.key().realm());
    json.writeStringField("localAddress", tuple.localAddress());
    json.writeNumberField("localPort", tuple.localPort());
    json.writeStringField("address", tuple.remoteAddress());
    json.writeNumberField("port", tuple.remotePort());
  }

  private void writeDetails(Use use) throws IOException {
    ConnectDetails details = use.details();
    values.spanMs("attemptMs", use.pendingNanos());
    json.writeStringField("host", details.host());
    json.writeBooleanField("bound", details.bound());
    json.writeStringField("api", details.api());
    values.number("timeoutMs", details.timeoutMillis(), 0);
    json.writeStringField("exceptionClass", details.exceptionClass());
    json.writeStringField("exceptionMessage", details.exceptionMessage());
    json.writeStringField("callSite", details.callSite());
  }

  private void writePrevious(@Nullable Use previous) throws IOException {
    if (previous == null) {
      json.writeNullField("previous");
      return;
    }
    json.writeObjectFieldStart("previous");
    writeUse(previous);
    json.writeBooleanField("recorded", previous.recorded());
    json.writeBooleanField("startKnown", previous.recorded() && previous.startKnown());
    json.writeStringField("closedBy", text(previous.closedBy()));
    json.writeEndObject();
  }

  private static @Nullable String text(@Nullable Enum<?> constant) {
    return Objects.toString(constant, null);
  }
}
