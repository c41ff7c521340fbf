package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.report.AsciiJson;
import io.tuplewatch.report.FirstScreen;
import java.io.IOException;

/** The first screen, above all pictures: likely cause, table, what to do next, how far to trust. */
final class VerdictCard implements Part {

  private final FirstScreen screen;

  VerdictCard(FirstScreen screen) {
    this.screen = screen;
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("look", look());
    json.writeStringField("verdict", screen.verdict());
    AsciiJson.writeTexts(json, "explained", screen.explained());
    json.writeArrayFieldStart("tables");
    for (FirstScreen.Table table : screen.tables()) {
      writeTable(table, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("next");
    for (FirstScreen.Step step : screen.next()) {
      json.writeStartObject();
      json.writeStringField("what", step.what());
      AsciiJson.writeTexts(json, "how", step.how());
      json.writeEndObject();
    }
    json.writeEndArray();
    AsciiJson.writeTexts(json, "trust", screen.trust());
    json.writeEndObject();
  }

  /** Colour of the card's edge; the words say the same. */
  private String look() {
    return screen.kind() == FirstScreen.Kind.NO_TROUBLE
        ? "good"
        : screen.kind().named() ? "fail" : "open";
  }

  private static void writeTable(FirstScreen.Table table, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("heading", table.heading());
    json.writeStringField("counted", table.counted());
    json.writeArrayFieldStart("rows");
    for (FirstScreen.Row row : table.rows()) {
      json.writeStartObject();
      json.writeStringField("label", row.label());
      json.writeNumberField("failed", row.connects().failed());
      json.writeNumberField("connects", row.connects().connects());
      json.writeStringField("reading", row.reading());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
