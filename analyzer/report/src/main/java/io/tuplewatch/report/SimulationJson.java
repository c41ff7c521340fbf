package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.PortUse;
import io.tuplewatch.selection.simulation.Arrivals;
import io.tuplewatch.selection.simulation.Scenario;
import io.tuplewatch.selection.simulation.SimulationResult;
import io.tuplewatch.selection.simulation.SimulationStudy.Outcome;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Simulations as JSON, described field by field in docs/simulate.md. Durations are in ms. */
public final class SimulationJson {

  private static final int SCHEMA_VERSION = 1;
  private static final int HOTTEST = 10;

  private final JsonGenerator json;

  private SimulationJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes the outcomes: {@code scenario} and {@code algorithms} if they are of one scenario, an
   * array {@code scenarios} of the two if of several.
   *
   * @param out not closed
   * @throws IOException if writing fails
   */
  public static void write(List<Outcome> outcomes, Writer out) throws IOException {
    Map<Scenario, List<Outcome>> byScenario = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      byScenario.computeIfAbsent(outcome.scenario(), scenario -> new ArrayList<>()).add(outcome);
    }
    try (JsonGenerator json = AsciiJson.generator(out)) {
      new SimulationJson(json).document(byScenario);
      json.writeRaw('\n');
    }
  }

  private void document(Map<Scenario, List<Outcome>> byScenario) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    if (byScenario.size() == 1) {
      body(byScenario.entrySet().iterator().next());
    } else {
      json.writeArrayFieldStart("scenarios");
      for (Map.Entry<Scenario, List<Outcome>> entry : byScenario.entrySet()) {
        json.writeStartObject();
        body(entry);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void body(Map.Entry<Scenario, List<Outcome>> entry) throws IOException {
    json.writeObjectFieldStart("scenario");
    scenario(entry.getKey());
    json.writeEndObject();
    json.writeArrayFieldStart("algorithms");
    for (Outcome outcome : entry.getValue()) {
      json.writeStartObject();
      algorithm(outcome);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void scenario(Scenario scenario) throws IOException {
    PortSpace space = scenario.space();
    json.writeObjectFieldStart("range");
    json.writeNumberField("low", space.range().low());
    json.writeNumberField("high", space.range().high());
    json.writeEndObject();
    json.writeNumberField("step", space.step());
    json.writeNumberField("reservedPorts", space.reserved().sizeWithin(space.range()));
    json.writeNumberField("boundPorts", space.bound().sizeWithin(space.range()));
    json.writeNumberField("availablePorts", space.available());
    json.writeNumberField("inUse", scenario.inUse());
    json.writeNumberField("destinations", scenario.destinations());
    arrivals(scenario.arrivals());
    end(scenario.end());
    json.writeNumberField("firewallTimeoutMs", scenario.firewallTimeout().toMillis());
    json.writeNumberField("warmUpMs", scenario.warmUp().toMillis());
    json.writeNumberField("selections", scenario.selections());
  }

  private void arrivals(Arrivals arrivals) throws IOException {
    json.writeObjectFieldStart("arrivals");
    if (arrivals instanceof Arrivals.FixedRate fixed) {
      json.writeStringField("kind", "fixed");
      json.writeNumberField("perSecond", fixed.perSecond());
    } else if (arrivals instanceof Arrivals.Poisson poisson) {
      json.writeStringField("kind", "poisson");
      json.writeNumberField("perSecond", poisson.perSecond());
    } else if (arrivals instanceof Arrivals.GivenTimes timeline) {
      json.writeStringField("kind", "timeline");
      json.writeNumberField("connects", timeline.size());
    } else {
      json.writeStringField("kind", "as-fast-as-possible");
    }
    json.writeEndObject();
  }

  private void end(ConnectionEnd end) throws IOException {
    json.writeNumberField("lifetimeMs", end.lifetime().toMillis());
    json.writeStringField("closedBy", end.closedLocally() ? "LOCAL" : "REMOTE");
    json.writeNumberField("timeWaitMs", end.timeWait().toMillis());
    if (end.takeoverAfter().equals(ConnectionEnd.NEVER)) {
      json.writeNullField("takeoverAfterMs");
    } else {
      json.writeNumberField("takeoverAfterMs", end.takeoverAfter().toMillis());
    }
  }

  private void algorithm(Outcome outcome) throws IOException {
    SimulationResult result = outcome.result();
    PortUse use = result.use();
    json.writeStringField("algorithm", result.algorithm());
    json.writeNumberField("seed", result.seed());
    json.writeNumberField("selections", result.selections());
    json.writeNumberField("retries", result.retries());
    json.writeNumberField("retriesPerSelection", result.retriesPerSelection());
    json.writeNumberField("longestRetrySequence", result.longestRetrySequence());
    json.writeNumberField("failures", result.failures());
    json.writeNumberField("earlyReuses", result.earlyReuses());
    json.writeNumberField("earlyReuseShare", result.earlyReuseShare());
    json.writeNumberField("portsUsed", use.portsUsed());
    json.writeNumberField("effectivePorts", use.effectivePorts());
    json.writeNumberField("simpsonEvenness", use.evenness());
    HottestPorts.write(json, "hottestPorts", use, HOTTEST);
    json.writeNumberField("seconds", outcome.took().toNanos() / 1e9);
  }
}
