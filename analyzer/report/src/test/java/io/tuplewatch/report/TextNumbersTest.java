package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.reuse.ReuseDetector;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every number of the text is in the JSON: taken out of the text kind by kind, times first, until
 * no digit is left.
 */
class TextNumbersTest {

  private static final Path SAMPLES = Path.of("../../samples/recordings");
  private static final Map<String, Double> MS =
      Map.of("d", 86_400_000., "h", 3_600_000., "min", 60_000., "s", 1000., "ms", 1.);

  private final List<String> notFound = new ArrayList<>();
  private String text = "";

  @ParameterizedTest
  @CsvSource({
    "natural-drop, 5",
    "natural-reset, 5",
    "icmp-reject, 5",
    "loss-firewall, 5",
    "server-down, 5",
    "several-jvms, 5",
    "exact, 60",
    "pool, 5"
  })
  void everyNumberOfALabRecordingsReportIsInItsJson(String sample, int seconds) throws IOException {
    ConnectionLog log = ConnectionLog.read(List.of(SAMPLES.resolve(sample)), Progress.NONE);
    assertEveryNumberIsInTheJson(log, Duration.ofSeconds(seconds));
  }

  @Test
  void everyNumberOfAGeneratedHistorysReportIsInItsJson() throws IOException {
    Firewall firewall = new Firewall(Duration.ofMinutes(5), Firewall.Answer.DROP, .8, true);
    Setting setting =
        Setting.quiet(7).losing(.05).to(3).from(2, 2).unseen(.1).givingUp(.01).behind(firewall);
    assertEveryNumberIsInTheJson(HistoryGenerator.play(setting).log(), firewall.lifetime());
  }

  private void assertEveryNumberIsInTheJson(ConnectionLog log, Duration timeout)
      throws IOException {
    Diagnosis diagnosis = Diagnosis.of(log, ReuseDetector.detect(log, timeout), Nat.UNKNOWN);
    StringWriter out = new StringWriter();
    TextReport.write(diagnosis, 0, new PrintWriter(out));
    StringWriter written = new StringWriter();
    JsonReport.write(diagnosis, written);
    JsonContents json = JsonContents.of(written.toString());
    text = out.toString();

    take("(\\d{4}-\\d\\d-\\d\\d) ([\\d:]+)(\\.\\d+)", t -> time(t, json));
    take("(\\d+\\.\\d+\\.\\d+\\.\\d+):(\\d+)", t -> address(t, json));
    take("\\d+\\.\\d+\\.\\d+\\.\\d+", t -> json.says(t.group()));
    take("[\\w./:$-]*[A-Za-z_/][\\w./:$-]*\\d[\\w./$-]*", t -> named(t.group(), json));
    take("\\d[\\w.]*-[\\w.-]*\\w", t -> json.says(t.group()));
    take("\\d+\\.\\d+\\.\\d+", t -> json.says(t.group())); // a kernel's release
    take("(\\d+) more (are|destination)", t -> true); // of a list that the JSON has in full
    take("([\\d.]+) MB", t -> json.between(mega(t, -.05), mega(t, .05)));
    take("([\\d,]+)\\s+of\\s+([\\d,]+)[a-z\\s]*\\(([<>]? ?)([\\d.]+) %\\)", t -> rate(t, json));
    take("95 %\\s+interval", t -> true); // a name
    take("([\\d.]+) %\\s+to\\s+([\\d.]+) %", t -> percents(t, json));
    take("([\\d.]+)\\s+to\\s+([\\d.]+) %", t -> percents(t, json));
    take("(\\d+\\.\\d) %", t -> percent(t.group(1), json));
    take("(\\d+)\\s(d|h|min)\\s(\\d+)\\s(h|min|s)\\b", t -> twoUnits(t, json));
    take("< 1 ms", t -> json.between(0, 1));
    take("([\\d.]+)\\s(d|h|min|s|ms)\\b", t -> span(t, json));
    take("\\d[\\d,]*", t -> json.holds(count(t.group())));

    assertThat(notFound).as("of %s", out).isEmpty();
    assertThat(text).doesNotContainPattern("\\d");
  }

  /** Takes out what a pattern finds, and notes what the JSON does not hold. */
  private void take(String pattern, Predicate<MatchResult> held) {
    text =
        Pattern.compile(pattern)
            .matcher(text)
            .replaceAll(
                match -> {
                  if (!held.test(match)) {
                    notFound.add(match.group());
                  }
                  return "#";
                });
  }

  private static boolean time(MatchResult time, JsonContents json) {
    String second = time.group(1) + "T" + time.group(2);
    String millis = time.group(3).equals(".000") ? "Z" : time.group(3);
    return json.says(second + millis);
  }

  private static boolean address(MatchResult address, JsonContents json) {
    return json.says(address.group(1)) && json.holds(count(address.group(2)));
  }

  private static boolean percents(MatchResult interval, JsonContents json) {
    return percent(interval.group(1), json) && percent(interval.group(2), json);
  }

  /** Names of files, hosts, kernels, sysctls, lines of code. */
  private static boolean named(String word, JsonContents json) {
    return json.says(word) || word.startsWith("tcp_");
  }

  private static double mega(MatchResult size, double off) {
    return 1e6 * (Double.parseDouble(size.group(1)) + off);
  }

  private static double count(String digits) {
    return Double.parseDouble(digits.replace(",", ""));
  }

  private static boolean rate(MatchResult rate, JsonContents json) {
    double part = count(rate.group(1));
    double whole = count(rate.group(2));
    double off = Math.abs(100 * part / whole - Double.parseDouble(rate.group(4)));
    return json.holds(part) && json.holds(whole) && off <= .1;
  }

  private static boolean percent(String percent, JsonContents json) {
    double share = Double.parseDouble(percent) / 100;
    return json.between(share - .000501, share + .000501);
  }

  private static boolean twoUnits(MatchResult span, JsonContents json) {
    double small = unit(span.group(4));
    double ms = count(span.group(1)) * unit(span.group(2)) + count(span.group(3)) * small;
    return json.between(ms, ms + small);
  }

  private static boolean span(MatchResult span, JsonContents json) {
    double unit = unit(span.group(2));
    double ms = Double.parseDouble(span.group(1)) * unit;
    double digit = span.group(2).equals("s") ? 100 : span.group(2).equals("ms") ? 1 : unit / 60;
    return json.between(ms - 1e-6, ms + digit);
  }

  private static double unit(String unit) {
    return MS.getOrDefault(unit, Double.NaN);
  }
}
