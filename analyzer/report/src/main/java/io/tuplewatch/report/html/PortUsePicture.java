package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.report.HottestPorts;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.report.Wording;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.PortUse;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.replay.SelectedPorts;
import io.tuplewatch.selection.simulation.SimulationStudy.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The picture of how often each port was selected: one row for each way of selection, over the same
 * range. Neighbouring ports share a column, which shows the most used of them: one hot port behind
 * a reserved block must not drown among its cold neighbours.
 */
final class PortUsePicture implements Part {

  private static final int MOST_COLUMNS = 600;
  private static final int MOST_BLOCKS = 400;
  private static final int HOTTEST = 3;
  private static final int MOST_ROWS = 12;

  private final String subject;
  private final List<Row> rows;

  private PortUsePicture(String subject, List<Row> rows) {
    this.subject = subject;
    this.rows = rows.subList(0, Math.min(MOST_ROWS, rows.size()));
  }

  private record Row(String name, PortUse use) {}

  /** Draws the ports as recorded, and simulated with random retry off and on. */
  static PortUsePicture of(SelectedPorts ports) {
    DestinationKey key = ports.key();
    return new PortUsePicture(
        "Connects "
            + TupleText.destination(key.localAddress(), key.remoteAddress(), key.remotePort()),
        List.of(
            new Row("recorded", ports.recorded()),
            new Row("simulated, ip_retry_random_port=0", ports.sequential()),
            new Row("simulated, ip_retry_random_port=1", ports.randomRetry())));
  }

  /** Makes one of simulations that share the ports of the first. */
  static PortUsePicture of(List<Outcome> outcomes) {
    PortSpace first = outcomes.get(0).scenario().space();
    List<Row> rows = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome.scenario().space().range().equals(first.range())) {
        String seed = outcomes.size() == 1 ? "" : ", seed " + outcome.result().seed();
        rows.add(new Row(outcome.result().algorithm() + seed, outcome.result().use()));
      }
    }
    return new PortUsePicture(
        Wording.count(outcomes.get(0).scenario().selections(), "selection"), rows);
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    PortSpace space = rows.get(0).use().space();
    PortRange range = space.range();
    int width = -Math.floorDiv(-range.size(), MOST_COLUMNS);
    json.writeStartObject();
    json.writeStringField("subject", subject);
    json.writeStringField("reading", reading());
    json.writeNumberField("low", range.low());
    json.writeNumberField("high", range.high());
    json.writeNumberField("width", width);
    writeBlocks(space.reserved(), range, json);
    json.writeArrayFieldStart("rows");
    for (Row row : rows) {
      write(row, width, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeBlocks(PortSet reserved, PortRange range, JsonGenerator json)
      throws IOException {
    List<PortRange> blocks =
        reserved.ranges().stream()
            .filter(block -> block.high() >= range.low() && block.low() <= range.high())
            .sorted((a, b) -> Integer.compare(b.size(), a.size()))
            .toList();
    json.writeNumberField("reservedPorts", reserved.sizeWithin(range));
    json.writeNumberField("blocks", blocks.size());
    json.writeArrayFieldStart("reserved");
    for (PortRange block : blocks.subList(0, Math.min(MOST_BLOCKS, blocks.size()))) {
      int[] ends = {Math.max(block.low(), range.low()), Math.min(block.high(), range.high())};
      json.writeArray(ends, 0, 2);
    }
    json.writeEndArray();
  }

  private static void write(Row row, int width, JsonGenerator json) throws IOException {
    PortUse use = row.use();
    PortRange range = use.space().range();
    int[] peaks = new int[-Math.floorDiv(-range.size(), width)];
    for (int port = range.low(); port <= range.high(); port++) {
      int column = (port - range.low()) / width;
      peaks[column] = Math.max(peaks[column], use.uses(port));
    }
    json.writeStartObject();
    json.writeStringField("name", row.name());
    json.writeNumberField("selections", use.total());
    json.writeNumberField("portsUsed", use.portsUsed());
    json.writeNumberField("effectivePorts", use.effectivePorts());
    json.writeFieldName("peaks");
    json.writeArray(peaks, 0, peaks.length);
    HottestPorts.write(json, "hottest", use, HOTTEST);
    json.writeEndObject();
  }

  private String reading() {
    StringBuilder reading = new StringBuilder();
    for (Row row : rows.subList(0, Math.min(3, rows.size()))) {
      reading.append(reading.isEmpty() ? "Most used port, " : "; ").append(row.name()).append(": ");
      reading.append(hottest(row.use()));
    }
    PortSpace space = rows.get(0).use().space();
    int reserved = space.reserved().sizeWithin(space.range());
    return reading
        + (reserved == 0
            ? ". No port of the range is reserved, so the settings make no difference."
            : ".");
  }

  private static String hottest(PortUse use) {
    List<PortUse.HotPort> hot = use.hottest(1);
    if (hot.isEmpty()) {
      return "none";
    }
    double mean = (double) use.total() / use.portsUsed();
    return hot.get(0).port()
        + ", "
        + Wording.count(hot.get(0).uses(), "time")
        + String.format(java.util.Locale.ROOT, " (mean of those used %.1f)", mean);
  }

  /** Null without connects. */
  static @Nullable PortUsePicture ofNullable(@Nullable SelectedPorts ports) {
    return ports == null || ports.recorded().total() == 0 ? null : of(ports);
  }
}
