package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.selection.PortUse;
import java.io.IOException;

/** The ports that were selected most often, as an array in any JSON. */
public final class HottestPorts {

  private HottestPorts() {}

  /** Writes so many at most, hottest first. */
  public static void write(JsonGenerator json, String field, PortUse use, int most)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (PortUse.HotPort hot : use.hottest(most)) {
      json.writeStartObject();
      json.writeNumberField("port", hot.port());
      json.writeNumberField("uses", hot.uses());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
