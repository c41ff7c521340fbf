package io.tuplewatch.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.cli.jvm.Preflight;
import io.tuplewatch.cli.jvm.TcpTable;
import io.tuplewatch.cli.jvm.Watch;
import io.tuplewatch.report.AsciiJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** What preflight found, for machines; fields in docs/production.md. */
final class PreflightJson {

  private static final int SCHEMA_VERSION = 1;

  private PreflightJson() {}

  static void write(List<Watch> watched, PrintWriter out) throws IOException {
    JsonGenerator json = AsciiJson.generator(out);
    json.writeStartObject();
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    json.writeArrayFieldStart("jvms");
    for (Watch one : watched) {
      write(one, json);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.flush();
    out.println();
  }

  private static void write(Watch one, JsonGenerator json) throws IOException {
    Preflight found = one.last();
    json.writeStartObject();
    json.writeNumberField("pid", found.jvm().pid());
    json.writeStringField("name", found.jvm().name());
    json.writeStringField("javaVersion", found.java().version());
    json.writeStringField("javaVendor", found.java().vendor());
    json.writeBooleanField("javaInstrument", found.java().hasInstrument());
    json.writeBooleanField("flightRecorder", found.java().hasFlightRecorder());
    json.writeBooleanField("loadable", found.obstacles().isEmpty());
    AsciiJson.writeTexts(json, "obstacles", found.obstacles());
    AsciiJson.writeTexts(json, "remarks", found.remarks());
    json.writeStringField("networkNamespace", found.jvm().namespace("net"));
    json.writeNumberField("ephemeralLow", found.ports().low());
    json.writeNumberField("ephemeralHigh", found.ports().high());
    json.writeNumberField("reservedPorts", found.ports().reserved());
    json.writeNumberField("portHeadroom", one.portHeadroom());
    json.writeNumberField("unanswered", one.unanswered());
    json.writeNumberField("failedHandshakes", one.failures());
    json.writeArrayFieldStart("destinations");
    for (TcpTable.Row row : found.destinations()) {
      json.writeStartObject();
      json.writeStringField("destination", row.destination());
      json.writeNumberField("synSent", row.synSent());
      json.writeNumberField("unanswered", row.unanswered());
      json.writeNumberField("timeWait", row.timeWait());
      json.writeNumberField("sourcePorts", row.sourcePorts());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
