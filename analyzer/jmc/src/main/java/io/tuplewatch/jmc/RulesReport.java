package io.tuplewatch.jmc;

import io.tuplewatch.report.Paragraph;
import io.tuplewatch.report.SafeText;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.ResultToolkit;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedCollectionResult;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.report.html.JfrHtmlRulesReport;
import org.openjdk.jmc.flightrecorder.rules.util.JfrRuleTopics;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/** Mission Control's analysis of connects without Mission Control: all its rules about sockets. */
public final class RulesReport {

  /**
   * Kept, so that its level is. Mission Control logs fields of older JDKs that it does not find.
   */
  private static final Logger MISSION_CONTROL = Logger.getLogger("org.openjdk.jmc");

  private static final int LONGEST = 20_000;
  private static final int INDENT = 6;

  /** How a text names a result. */
  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

  private final IItemCollection items;
  private final List<IResult> results;

  private RulesReport(IItemCollection items, List<IResult> results) {
    this.items = items;
    this.results = results;
  }

  /**
   * Loads recordings, all together and wholly into memory, and evaluates the rules.
   *
   * @param firewallTimeout null for the rules' own default; it stays that of this JVM
   * @throws IOException if a file cannot be read, or is not one that Mission Control loads
   * @throws InterruptedException if the calling thread is
   */
  public static RulesReport of(List<File> files, @Nullable Duration firewallTimeout)
      throws IOException, InterruptedException {
    MISSION_CONTROL.setLevel(Level.SEVERE);
    if (firewallTimeout != null) {
      System.setProperty(Preferences.FIREWALL_TIMEOUT_PROPERTY, firewallTimeout.toMillis() + " ms");
    }
    IItemCollection items = load(files);
    List<IRule> rules =
        RuleRegistry.getRules().stream()
            .filter(rule -> JfrRuleTopics.SOCKET_IO.equals(rule.getTopic()))
            .toList();
    List<IResult> results = new ArrayList<>();
    for (Map.Entry<IRule, Future<IResult>> future :
        RulesToolkit.evaluateParallel(rules, items, null, 0).entrySet()) {
      results.add(result(future.getKey(), future.getValue()));
    }
    results.sort(
        Comparator.comparingDouble((IResult result) -> -score(result))
            .thenComparing(result -> result.getRule().getName()));
    return new RulesReport(items, results);
  }

  private static IItemCollection load(List<File> files) throws IOException {
    try {
      return JfrLoaderToolkit.loadEvents(files);
    } catch (CouldNotLoadRecordingException | RuntimeException e) {
      String reason = e.getMessage();
      throw new IOException(reason == null ? e.getClass().getSimpleName() : reason, e);
    }
  }

  /** A rule of others may fail. */
  private static IResult result(IRule rule, Future<IResult> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      return RulesToolkit.getNotApplicableResult(
          rule, IPreferenceValueProvider.DEFAULT_VALUES, "failed: " + e.getCause());
    }
  }

  private static double score(IResult result) {
    IQuantity score = result.getResult(TypedResult.SCORE);
    return score == null ? result.getSeverity().getLimit() : score.doubleValue();
  }

  /** Whether a rule has a result of this severity or above: "info" or "warning". */
  public boolean has(String severity) {
    double from = Severity.valueOf(severity.toUpperCase(Locale.ROOT)).getLimit();
    return results.stream().anyMatch(result -> score(result) >= from);
  }

  /** Writes every result as text, the highest score first. */
  public void write(PrintWriter out) {
    for (IResult result : results) {
      boolean applies = score(result) >= 0;
      out.printf(
          "%-12s %4s  %s%n",
          result.getSeverity().getLocalizedName(),
          applies ? Math.round(score(result)) : "",
          result.getRule().getName());
      if (applies) {
        paragraph(result, result.getSummary(), out);
        paragraph(result, result.getExplanation(), out);
        paragraph(result, result.getSolution(), out);
      }
    }
    out.flush();
  }

  /** A paragraph, and each list that it names as lines below what comes before it. */
  private static void paragraph(IResult result, @Nullable String text, PrintWriter out) {
    if (text == null) {
      return;
    }
    int from = 0;
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      TypedCollectionResult<?> list = list(result.getRule(), name.group(1));
      if (list != null) {
        print(INDENT, filled(result, text.substring(from, name.start())), out);
        for (Object line : result.getResult(list)) {
          print(INDENT + 2, String.valueOf(line), out);
        }
        from = name.end();
      }
    }
    print(INDENT, filled(result, text.substring(from)), out);
  }

  private static @Nullable TypedCollectionResult<?> list(IRule rule, String id) {
    for (TypedResult<?> result : rule.getResults()) {
      if (result instanceof TypedCollectionResult<?> list && list.getIdentifier().equals(id)) {
        return list;
      }
    }
    return null;
  }

  private static String filled(IResult result, String text) {
    return ResultToolkit.populateMessage(result, text, false);
  }

  private static void print(int indent, String text, PrintWriter out) {
    String line = text.replace('\n', ' ').strip();
    if (!line.isEmpty()) {
      Paragraph.print(indent, SafeText.of(line, LONGEST), out);
    }
  }

  /** Mission Control's own report: its other rules, too. */
  public String html() {
    return JfrHtmlRulesReport.createReport(items);
  }
}
