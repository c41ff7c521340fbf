package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Takes the numbers out of a text kind by kind, times first, and looks each up in a JSON. */
final class TextNumbers {

  private static final Map<String, Double> MS =
      Map.of("d", 86_400_000., "h", 3_600_000., "min", 60_000., "s", 1000., "ms", 1.);

  private final List<String> notFound = new ArrayList<>();
  private final JsonContents json;
  private String text;

  private TextNumbers(String text, String json) throws IOException {
    this.text = text;
    this.json = JsonContents.of(json);
  }

  /** Fails if a number of the report is not in its JSON. */
  static void assertOfReportAreIn(String json, String text) throws IOException {
    TextNumbers numbers = new TextNumbers(text, json);
    numbers.takeIndexes();
    numbers.takeShares();
    numbers.takeSpans();
    numbers.take("\\d[\\d,]*", t -> numbers.json.holds(count(t.group())));
    numbers.assertNoneIsLeft(text);
  }

  /** Fails if a number of the selection check or the replay is not in its JSON. */
  static void assertOfSelectionAreIn(String json, String text) throws IOException {
    TextNumbers numbers = new TextNumbers(text, json);
    numbers.takeIndexes();
    numbers.takeLikelihoods();
    numbers.take("95 %\\s+interval", t -> true); // a name
    numbers.take("[-+]?\\d[\\d,]*", t -> numbers.rounded(t.group(), .5));
    numbers.assertNoneIsLeft(text);
  }

  private void assertNoneIsLeft(String of) {
    assertThat(notFound).as("of %s", of).isEmpty();
    assertThat(text).doesNotContainPattern("\\d");
  }

  /** Times, addresses, names. */
  private void takeIndexes() {
    take("(\\d{4}-\\d\\d-\\d\\d) ([\\d:]+)(\\.\\d+)", this::time);
    take("(\\d+\\.\\d+\\.\\d+\\.\\d+):(\\d+)", this::address);
    take("\\d+\\.\\d+\\.\\d+\\.\\d+", t -> json.says(t.group()));
    take("[\\w./:$-]*[A-Za-z_/][\\w./:$-]*\\d[\\w./$-]*", t -> named(t.group()));
    take("\\d[\\w.]*-[\\w.-]*\\w", t -> json.says(t.group()));
    take("\\d+\\.\\d+\\.\\d+", t -> json.says(t.group())); // a kernel's release
    take("[a-z-]+=[\\w.,=-]+", t -> json.says(t.group())); // a change that was asked about
    take("(\\d+) more (are|destination)", t -> true); // of a list that the JSON has in full
    take("([\\d.]+) MB", t -> json.between(mega(t, -.05), mega(t, .05)));
  }

  private void takeLikelihoods() {
    take("--simulations \\d", t -> true); // an option that is named
    take("windows?\\s+of\\s+10 s", t -> true); // a name
    take("\\d+ nats", t -> rounded(t.group().replace(" nats", ""), .5));
    take("by\\s+chance\\s+([\\d.]+)", t -> rounded(t.group(1), .05));
    take("about (\\d+) %", t -> percent(t.group(1), .5));
  }

  private void takeShares() {
    take("([\\d,]+)\\s+of\\s+([\\d,]+)[a-z\\s]*\\(([<>]? ?)([\\d.]+) %\\)", this::rate);
    take("95 %\\s+interval", t -> true); // a name
    take("([\\d.]+)\\s+to\\s+([\\d.]+) %", this::percents);
    take("(-?[\\d.]+)\\s+percentage\\s+points", t -> percent(t.group(1), .05));
    take("(-?[\\d.]+)\\s+to\\s+(-?[\\d.]+)\\)", this::percents);
    take("([-+]\\d+\\.\\d) points", t -> percent(t.group(1), .05));
    take("([-+]\\d+\\.\\d) to ([-+]\\d+\\.\\d)", this::percents);
    take("x (\\d+\\.\\d\\d)", t -> rounded(t.group(1), .005));
    take("an hour +([\\d,]+) +([\\d,]+)", this::perHour);
  }

  private void takeSpans() {
    take("(\\d+)\\s(d|h|min)\\s(\\d+)\\s(h|min|s)\\b", this::twoUnits);
    take("< 1 ms", t -> json.between(0, 1));
    take("([\\d.]+)\\s(d|h|min|s|ms)\\b", this::span);
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

  private boolean time(MatchResult time) {
    String second = time.group(1) + "T" + time.group(2);
    String millis = time.group(3).equals(".000") ? "Z" : time.group(3);
    return json.says(second + millis);
  }

  private boolean address(MatchResult address) {
    return json.says(address.group(1)) && json.holds(count(address.group(2)));
  }

  private boolean perHour(MatchResult failures) {
    return rounded(failures.group(1), .5) && rounded(failures.group(2), .5);
  }

  private boolean percents(MatchResult interval) {
    return percent(interval.group(1), .05) && percent(interval.group(2), .05);
  }

  /** Names of files, hosts, kernels, sysctls, lines of code. */
  private boolean named(String word) {
    return json.says(word) || word.startsWith("tcp_");
  }

  private static double mega(MatchResult size, double off) {
    return 1e6 * (Double.parseDouble(size.group(1)) + off);
  }

  private static double count(String digits) {
    return Double.parseDouble(digits.replace(",", ""));
  }

  private boolean rate(MatchResult rate) {
    double part = count(rate.group(1));
    double whole = count(rate.group(2));
    double off = Math.abs(100 * part / whole - Double.parseDouble(rate.group(4)));
    return json.holds(part) && json.holds(whole) && off <= .1;
  }

  private boolean percent(String percent, double off) {
    double share = Double.parseDouble(percent) / 100;
    return json.between(share - 1.001 * off / 100, share + 1.001 * off / 100);
  }

  private boolean rounded(String digits, double off) {
    return json.between(count(digits) - 1.001 * off, count(digits) + 1.001 * off);
  }

  private boolean twoUnits(MatchResult span) {
    double small = unit(span.group(4));
    double ms = count(span.group(1)) * unit(span.group(2)) + count(span.group(3)) * small;
    return json.between(ms - small, ms + small); // upper ends are rounded up
  }

  private boolean span(MatchResult span) {
    double unit = unit(span.group(2));
    double ms = Double.parseDouble(span.group(1)) * unit;
    double digit = span.group(2).equals("s") ? 100 : span.group(2).equals("ms") ? 1 : unit / 60;
    return json.between(ms - digit, ms + digit);
  }

  private static double unit(String unit) {
    return MS.getOrDefault(unit, Double.NaN);
  }
}
