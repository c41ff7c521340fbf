package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Summary;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.report.BaselineComparison.PerHour;
import io.tuplewatch.report.BaselineComparison.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** An earlier analysis, as its JSON tells it. */
public final class Baseline {

  private static final String[] COUNTS = {
    "connects", "failures", "earlyReuses", "earlyReuseFailures", "failedEarlyReuses"
  };

  private final Map<String, Long> counts = new HashMap<>();
  private String from = "";
  private String to = "";
  private double firewallTimeoutMs = -1;

  private Baseline() {}

  /**
   * Reads the summary of what {@code analyze --json} wrote; the rest is skipped.
   *
   * @throws IOException if the file cannot be read or is nothing of the kind; the message is one
   *     line
   */
  public static Baseline read(Path file) throws IOException {
    Baseline baseline = new Baseline();
    try (var in = Files.newInputStream(file);
        JsonParser json = new JsonFactory().createParser(in)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          baseline.readField(json);
        }
      }
    } catch (JsonProcessingException e) {
      throw new IOException("is not JSON");
    }
    for (String name : COUNTS) {
      if (baseline.count(name) < 0 || baseline.count(name) > baseline.count("connects")) {
        throw new IOException("is not what analyze --json writes: no summary." + name);
      }
    }
    if (baseline.count("connects") > 0 && (nanos(baseline.from) == 0 || nanos(baseline.to) == 0)) {
      throw new IOException("is not what analyze --json writes: no summary.from and summary.to");
    }
    return baseline;
  }

  private void readField(JsonParser json) throws IOException {
    String name = json.currentName();
    json.nextToken();
    if (name.equals("firewallTimeoutMs")) {
      firewallTimeoutMs = json.getValueAsDouble(-1);
    } else if (name.equals("summary") && json.currentToken() == JsonToken.START_OBJECT) {
      readSummary(json);
    } else {
      json.skipChildren();
    }
  }

  private void readSummary(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_NUMBER_INT) {
        counts.put(name, json.getLongValue());
      } else if (name.equals("from") && value == JsonToken.VALUE_STRING) {
        from = json.getText();
      } else if (name.equals("to") && value == JsonToken.VALUE_STRING) {
        to = json.getText();
      } else {
        json.skipChildren();
      }
    }
  }

  /** What a later analysis has changed. */
  public BaselineComparison against(Diagnosis later) {
    Summary now = later.summary();
    Tallies connects = now.connects();
    long all = connects.all().connects();
    long start = nanos(from);
    long end = Math.max(start, nanos(to));
    return new BaselineComparison(
        start,
        end,
        firewallTimeoutMs,
        firewallTimeoutMs == later.firewallTimeout().toNanos() / 1e6,
        start > now.to(),
        new Share(tally("failures"), connects.all()),
        new Share(tally("earlyReuses"), new Tally(connects.earlyReuses().connects(), all)),
        new Share(tally("failedEarlyReuses"), new Tally(connects.failedEarlyReuses(), all)),
        new PerHour(
            count("failures"), end - start, connects.all().failed(), now.to() - now.from()));
  }

  private long count(String name) {
    return counts.getOrDefault(name, -1L);
  }

  private Tally tally(String part) {
    return new Tally(count(part), count("connects"));
  }

  /** Epoch ns; 0 of what is no time. */
  private static long nanos(String time) {
    try {
      return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(time));
    } catch (DateTimeException | ArithmeticException e) {
      return 0;
    }
  }
}
