package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tuplewatch.diagnosis.Summary;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.evidence.Interval;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An earlier analysis, from its JSON, to compare with: did a change help? Two recordings are two
 * times; what else changed between them is not known, so this is a difference and no proof.
 */
public final class Baseline {

  private static final String[] NEEDED = {
    "connects", "failures", "earlyReuses", "earlyReuseFailures", "failedEarlyReuses"
  };

  private final Map<String, Long> numbers;
  private final double firewallTimeoutMs;

  private Baseline(Map<String, Long> numbers, double firewallTimeoutMs) {
    this.numbers = numbers;
    this.firewallTimeoutMs = firewallTimeoutMs;
  }

  /**
   * Reads the summary of what {@code analyze --json} wrote; the rest is skipped.
   *
   * @throws IOException if the file cannot be read or is nothing of the kind; the message is one
   *     line
   */
  public static Baseline read(Path file) throws IOException {
    Map<String, Long> numbers = new HashMap<>();
    double timeout = -1;
    try (var in = Files.newInputStream(file);
        JsonParser json = new JsonFactory().createParser(in)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          if (name.equals("firewallTimeoutMs")) {
            timeout = json.getValueAsDouble(-1);
          } else if (name.equals("summary") && json.currentToken() == JsonToken.START_OBJECT) {
            readSummary(json, numbers);
          } else {
            json.skipChildren();
          }
        }
      }
    } catch (JsonProcessingException e) {
      throw new IOException("is not JSON");
    }
    for (String name : NEEDED) {
      if (numbers.getOrDefault(name, -1L) < 0) {
        throw new IOException("is not what analyze --json writes: no summary." + name);
      }
    }
    return new Baseline(numbers, timeout);
  }

  private static void readSummary(JsonParser json, Map<String, Long> numbers) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
        numbers.put(name, json.getLongValue());
      } else {
        json.skipChildren();
      }
    }
  }

  /** Writes the comparison: before, now, the difference with its interval. */
  public void write(Summary now, double nowTimeoutMs, PrintWriter out) {
    out.println("Compared with the baseline: before, now, difference (95 % interval)");
    if (firewallTimeoutMs != nowTimeoutMs) {
      out.println(
          "  The baseline was analyzed with another firewall timeout: early reuses are not the"
              + " same.");
    }
    var connects = now.connects();
    row("failed connects", tally("failures", "connects"), connects.all(), out);
    long earlyNow = connects.earlyReuses().connects();
    Tally share = new Tally(earlyNow, connects.all().connects());
    row("early reuses", tally("earlyReuses", "connects"), share, out);
    row(
        "failed early reuses",
        tally("failedEarlyReuses", "connects"),
        new Tally(connects.failedEarlyReuses(), connects.all().connects()),
        out);
    out.println("  Two recordings are two times: what else changed between them is not known.");
    out.println();
    out.flush();
  }

  private Tally tally(String part, String whole) {
    long connects = numbers.getOrDefault(whole, 0L);
    return new Tally(Math.min(connects, numbers.getOrDefault(part, 0L)), connects);
  }

  private static void row(String what, Tally before, Tally now, PrintWriter out) {
    String difference =
        before.connects() == 0 || now.connects() == 0
            ? "nothing to compare"
            : difference(difference(before, now));
    out.printf(
        "  %-20s %-28s %-28s %s%n", what, Wording.rate(before), Wording.rate(now), difference);
  }

  private static String difference(Interval difference) {
    return String.format(
        Locale.ROOT,
        "%+.2f %% (%+.2f to %+.2f)",
        100 * difference.estimate(),
        100 * difference.low(),
        100 * difference.high());
  }

  private static Interval difference(Tally before, Tally now) {
    return Interval.difference(
        Interval.wilson(now.failed(), now.connects()),
        Interval.wilson(before.failed(), before.connects()));
  }
}
