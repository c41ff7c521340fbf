package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.PortUse;
import io.tuplewatch.selection.replay.SelectedPorts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The object {@code portUse}: how often the busiest destination's ports were selected. */
final class PortUseJson {

  private static final int HOTTEST = 3;

  private final JsonGenerator json;

  PortUseJson(JsonGenerator json) {
    this.json = json;
  }

  /** Writes null where nothing was selected. */
  void write(@Nullable SelectedPorts ports) throws IOException {
    if (ports == null) {
      json.writeNullField("portUse");
      return;
    }
    PortSpace space = ports.recorded().space();
    json.writeObjectFieldStart("portUse");
    json.writeStringField("realm", ports.key().realm());
    json.writeStringField("localAddress", ports.key().localAddress());
    json.writeStringField("address", ports.key().remoteAddress());
    json.writeNumberField("port", ports.key().remotePort());
    json.writeStringField("range", space.range().toString());
    json.writeNumberField("reservedPorts", space.reserved().sizeWithin(space.range()));
    write("recorded", ports.recorded());
    write("sequential", ports.sequential());
    write("randomRetry", ports.randomRetry());
    json.writeEndObject();
  }

  private void write(String name, PortUse use) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("selections", use.total());
    json.writeNumberField("portsUsed", use.portsUsed());
    json.writeNumberField("effectivePorts", use.effectivePorts());
    HottestPorts.write(json, "hottest", use, HOTTEST);
    json.writeEndObject();
  }
}
