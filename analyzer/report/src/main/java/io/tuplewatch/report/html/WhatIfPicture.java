package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.report.Wording;
import io.tuplewatch.selection.replay.Prediction;
import io.tuplewatch.selection.replay.Replay;
import io.tuplewatch.selection.replay.SelectionReport;
import java.io.IOException;
import java.util.Comparator;

/**
 * The picture of predicted early reuses: as each algorithm would have had them, and under changes.
 */
final class WhatIfPicture implements Part {

  private final SelectionReport report;

  WhatIfPicture(SelectionReport report) {
    this.report = report;
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("reading", reading());
    json.writeStringField("comparedWith", report.algorithmNow());
    json.writeNumberField("simulations", report.seeds());
    json.writeNumberField("recorded", report.recorded().earlyReuses());
    json.writeNumberField("recordedFailed", report.recorded().failedEarlyReuses());
    json.writeNumberField("connects", report.recorded().connects());
    json.writeArrayFieldStart("rows");
    for (Replay.Line line : report.replay()) {
      if (line.algorithm().equals(report.algorithmNow())) {
        write("as it is, simulated", "", line.earlyReuses(), line.failedEarlyReuses(), true, json);
      }
    }
    for (Replay.Effect effect : report.effects()) {
      write(
          WhatIfWords.of(effect.change()),
          effect.change(),
          effect.earlyReuses(),
          effect.failedEarlyReuses(),
          effect.changesAnything(),
          json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(
      String label,
      String change,
      Prediction early,
      Prediction failed,
      boolean changesAnything,
      JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("label", label);
    json.writeStringField("change", change);
    json.writeBooleanField("changesAnything", changesAnything);
    write("earlyReuses", early, json);
    write("failedEarlyReuses", failed, json);
    json.writeEndObject();
  }

  private static void write(String name, Prediction prediction, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("median", prediction.median());
    if (Double.isFinite(prediction.low())) {
      json.writeNumberField("low", prediction.low());
      json.writeNumberField("high", prediction.high());
    }
    json.writeEndObject();
  }

  private String reading() {
    Replay.Effect best =
        report.effects().stream()
            .filter(Replay.Effect::changesAnything)
            .min(Comparator.comparingDouble(effect -> effect.earlyReuses().median()))
            .orElse(null);
    String recorded = Wording.count(report.recorded().earlyReuses(), "early reuse") + " recorded; ";
    if (best == null) {
      return recorded + "none of these changes makes a difference.";
    }
    long same = report.effects().stream().filter(effect -> !effect.changesAnything()).count();
    return recorded
        + "fewest with “"
        + WhatIfWords.of(best.change())
        + "”: "
        + Wording.count(Math.round(best.earlyReuses().median()))
        + interval(best.earlyReuses())
        + (same == 0 ? "" : "; " + same + " of these changes make no difference")
        + ".";
  }

  private static String interval(Prediction prediction) {
    return Double.isFinite(prediction.low())
        ? " ("
            + Wording.count(Math.round(prediction.low()))
            + " to "
            + Wording.count(Math.round(prediction.high()))
            + ")"
        : "";
  }
}
