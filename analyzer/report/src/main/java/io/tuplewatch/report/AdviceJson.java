package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.CallSite;
import io.tuplewatch.advice.Item;
import io.tuplewatch.advice.PortRest;
import io.tuplewatch.advice.Remedy;
import io.tuplewatch.selection.replay.Prediction;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The advice for machines; counts are a day's. */
final class AdviceJson {

  private static final double NANOS_PER_HOUR = 3600e9;

  private final JsonGenerator json;
  private final JsonValues values;

  AdviceJson(JsonGenerator json, JsonValues values) {
    this.json = json;
    this.values = values;
  }

  void write(Advice advice) throws IOException {
    json.writeObjectFieldStart("advice");
    json.writeStringField("standing", advice.standing().name());
    json.writeStringField("sentence", AdviceWording.standing(advice));
    json.writeNumberField("destinationsInQuestion", advice.destinations());
    json.writeNumberField("destinationsLeftOut", advice.destinationsLeftOut());
    values.spanMs("recordedMs", advice.recordedNanos());
    json.writeNumberField(
        "failedEarlyReusesPerDay", (double) advice.failedEarlyReuses() * advice.toDay());
    prediction("asRecordedPerDay", advice.asRecorded(), advice);
    items("items", advice.items(), advice);
    items("withoutEffect", advice.withoutEffect(), advice);
    json.writeBooleanField("severalProcesses", advice.severalProcesses());
    writeRest(advice.rest());
    writeCallSites(advice);
    Advice.Target target = advice.target();
    if (target == null) {
      json.writeNullField("targetPerDay");
    } else {
      json.writeNumberField("targetPerDay", target.perDay());
    }
    Item combination = advice.combination();
    items("combination", combination == null ? List.of() : List.of(combination), advice);
    json.writeEndObject();
  }

  private void items(String name, List<Item> items, Advice advice) throws IOException {
    json.writeArrayFieldStart(name);
    for (Item item : items) {
      json.writeStartObject();
      json.writeArrayFieldStart("remedies");
      for (Remedy remedy : item.remedies()) {
        json.writeStartObject();
        json.writeStringField("remedy", remedy.name());
        json.writeStringField("what", AdviceWording.what(remedy));
        json.writeStringField("who", remedy.who().name());
        json.writeStringField("how", AdviceWording.how(remedy, advice));
        json.writeStringField("price", AdviceWording.price(remedy));
        json.writeStringField("change", remedy.change());
        json.writeEndObject();
      }
      json.writeEndArray();
      prediction("avoidedPerDay", item.avoided(), advice);
      prediction("leftPerDay", item.left(), advice);
      json.writeNumberField("connectsWithoutPort", item.portFailures());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void prediction(String name, @Nullable Prediction prediction, Advice advice)
      throws IOException {
    if (prediction == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    bound("median", prediction.median(), advice);
    bound("low", prediction.low(), advice);
    bound("high", prediction.high(), advice);
    json.writeEndObject();
  }

  private void bound(String name, double count, Advice advice) throws IOException {
    if (Double.isFinite(count)) {
      json.writeNumberField(name, count * advice.toDay());
    } else {
      json.writeNullField(name);
    }
  }

  private void writeRest(@Nullable PortRest rest) throws IOException {
    if (rest == null) {
      json.writeNullField("longestRest");
      return;
    }
    json.writeObjectFieldStart("longestRest");
    values.spanMs("restMs", (long) rest.nanos());
    json.writeNumberField("ports", rest.ports());
    json.writeNumberField("connectsPerSecond", rest.connectsPerSecond());
    values.spanMs("keptMs", rest.keptNanos());
    json.writeEndObject();
  }

  private void writeCallSites(Advice advice) throws IOException {
    json.writeArrayFieldStart("callSites");
    for (CallSite site : advice.callSites()) {
      json.writeStartObject();
      json.writeStringField("callSite", site.line());
      AsciiJson.writeTexts(json, "threadPools", site.threadPools());
      json.writeNumberField(
          "connectsPerHour",
          (double) site.connects() * NANOS_PER_HOUR / Math.max(1, (double) advice.recordedNanos()));
      json.writeNumberField("failedEarlyReuses", site.failedEarlyReuses());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
