package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.connection.PortsTaken;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.JvmReuse;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.diagnosis.Verdict;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.fleet.Endpoint;
import io.tuplewatch.fleet.Fleet;
import io.tuplewatch.fleet.FleetHost;
import io.tuplewatch.fleet.SharedPrefix;
import io.tuplewatch.fleet.Spread;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The field {@code fleet}: a ranking of hosts, JVMs and endpoints. */
final class FleetJson {

  private final JsonGenerator json;
  private final JsonValues values;

  FleetJson(JsonGenerator json, JsonValues values) {
    this.json = json;
    this.values = values;
  }

  void write(Fleet fleet) throws IOException {
    json.writeObjectFieldStart("fleet");
    json.writeStringField("scope", fleet.scope().name());
    writeSpread(fleet.spread());
    json.writeArrayFieldStart("hosts");
    for (FleetHost host : fleet.hosts()) {
      writeHost(host);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("endpoints");
    for (Endpoint endpoint : fleet.endpoints()) {
      writeEndpoint(endpoint);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeHost(FleetHost host) throws IOException {
    json.writeStartObject();
    json.writeStringField("hostName", host.hostName());
    json.writeStringField("bootId", host.bootId());
    writeCounts(host.tallies());
    writeCauses(host.causes());
    writePorts(host.ports());
    json.writeArrayFieldStart("jvms");
    for (JvmReuse jvm : host.jvms()) {
      json.writeStartObject();
      json.writeStringField("jvmId", JvmId.text(jvm.jvmId()));
      writeCounts(jvm.tallies());
      writeCauses(jvm.causes());
      writePorts(jvm.ports());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeEndpoint(Endpoint endpoint) throws IOException {
    json.writeStartObject();
    json.writeStringField("realm", endpoint.realm());
    json.writeStringField("address", endpoint.remoteAddress());
    json.writeNumberField("port", endpoint.remotePort());
    json.writeStringField("host", endpoint.host());
    writeCounts(endpoint.tallies());
    writeCauses(endpoint.causes());
    json.writeObjectFieldStart("verdicts");
    for (Verdict verdict : Verdict.values()) {
      json.writeNumberField(verdict.name(), endpoint.verdicts().getOrDefault(verdict, 0));
    }
    json.writeEndObject();
    writeSpread(endpoint.spread());
    json.writeEndObject();
  }

  private void writeCounts(Tallies tallies) throws IOException {
    json.writeNumberField("connects", tallies.all().connects());
    json.writeNumberField("failures", tallies.all().failed());
    json.writeNumberField("earlyReuses", tallies.earlyReuses().connects());
    json.writeNumberField("earlyReuseFailures", tallies.earlyReuses().failed());
    json.writeNumberField("failedEarlyReuses", tallies.failedEarlyReuses());
  }

  private void writeCauses(Map<Cause, Long> causes) throws IOException {
    json.writeObjectFieldStart("causes");
    for (Cause cause : Cause.values()) {
      long count = causes.getOrDefault(cause, 0L);
      if (count > 0) {
        json.writeNumberField(cause.name(), count);
      }
    }
    json.writeEndObject();
  }

  private void writePorts(@Nullable PortsTaken ports) throws IOException {
    if (ports == null) {
      json.writeNullField("portsTaken");
      return;
    }
    json.writeObjectFieldStart("portsTaken");
    values.time("time", ports.wallTime());
    json.writeNumberField("taken", ports.taken());
    json.writeNumberField("candidates", ports.candidates());
    json.writeEndObject();
  }

  private void writeSpread(@Nullable Spread spread) throws IOException {
    if (spread == null) {
      json.writeNullField("spread");
      return;
    }
    json.writeObjectFieldStart("spread");
    json.writeStringField("cause", spread.cause().name());
    json.writeNumberField("affected", spread.affected());
    json.writeNumberField("telling", spread.telling());
    json.writeNumberField("clients", spread.clients());
    json.writeArrayFieldStart("prefixes");
    for (SharedPrefix prefix : spread.prefixes()) {
      json.writeStartObject();
      json.writeStringField("prefix", prefix.prefix());
      json.writeBooleanField("within", prefix.within());
      json.writeNumberField("affected", prefix.affected());
      json.writeNumberField("clients", prefix.clients());
      json.writeNumberField("p", prefix.p());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
