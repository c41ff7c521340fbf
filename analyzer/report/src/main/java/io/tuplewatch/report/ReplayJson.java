package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.selection.replay.Prediction;
import io.tuplewatch.selection.replay.Replay;
import io.tuplewatch.selection.replay.SelectionReport;
import java.io.IOException;

/** Replay, what-ifs and the use of ports for machines. */
final class ReplayJson {

  private final JsonGenerator json;

  ReplayJson(JsonGenerator json) {
    this.json = json;
  }

  void write(SelectionReport report) throws IOException {
    json.writeObjectFieldStart("recorded");
    json.writeNumberField("destinations", report.recorded().destinations());
    json.writeNumberField("connects", report.recorded().connects());
    json.writeNumberField("earlyReuses", report.recorded().earlyReuses());
    json.writeNumberField("failedEarlyReuses", report.recorded().failedEarlyReuses());
    json.writeEndObject();
    json.writeNumberField("simulations", report.seeds());
    json.writeArrayFieldStart("replay");
    for (Replay.Line line : report.replay()) {
      writeLine(line);
    }
    json.writeEndArray();
    json.writeStringField("comparedWith", report.algorithmNow());
    json.writeArrayFieldStart("whatIf");
    for (Replay.Effect effect : report.effects()) {
      writeEffect(effect);
    }
    json.writeEndArray();
    new PortUseJson(json).write(report.busiest());
  }

  private void writeLine(Replay.Line line) throws IOException {
    json.writeStartObject();
    json.writeStringField("algorithm", line.algorithm());
    prediction("earlyReuses", line.earlyReuses());
    prediction("failedEarlyReuses", line.failedEarlyReuses());
    json.writeNumberField("portFailures", line.portFailures());
    json.writeBooleanField("agrees", line.agrees());
    json.writeEndObject();
  }

  private void writeEffect(Replay.Effect effect) throws IOException {
    json.writeStartObject();
    json.writeStringField("change", effect.change());
    json.writeStringField("algorithm", effect.algorithm());
    json.writeNumberField("connects", effect.connects());
    prediction("earlyReuses", effect.earlyReuses());
    prediction("failedEarlyReuses", effect.failedEarlyReuses());
    prediction("difference", effect.difference());
    json.writeNumberField("portFailures", effect.portFailures());
    json.writeBooleanField("changesAnything", effect.changesAnything());
    json.writeEndObject();
  }

  private void prediction(String name, Prediction prediction) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("median", prediction.median());
    if (Double.isInfinite(prediction.low())) {
      json.writeNullField("low");
      json.writeNullField("high");
    } else {
      json.writeNumberField("low", prediction.low());
      json.writeNumberField("high", prediction.high());
    }
    json.writeEndObject();
  }
}
