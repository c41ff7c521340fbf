package io.tuplewatch.report;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.CallSite;
import io.tuplewatch.advice.Item;
import io.tuplewatch.advice.PortRest;
import io.tuplewatch.advice.Remedy;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The advice for people, in 100 columns. */
public final class AdviceText {

  private static final double HOUR_NANOS = 3600e9;

  private final Advice advice;
  private final PrintWriter out;

  private AdviceText(Advice advice, PrintWriter out) {
    this.advice = advice;
    this.out = out;
  }

  /** Writes and flushes. */
  public static void write(Advice advice, PrintWriter out) {
    out.println();
    out.println("What to do about it");
    new AdviceText(advice, out).write();
    out.flush();
  }

  private void write() {
    say(AdviceWording.standing(advice));
    if (advice.standing() == Advice.Standing.GIVEN) {
      writeGiven();
    }
    writeCallSites();
  }

  private void writeGiven() {
    int number = 1;
    for (Item item : advice.items()) {
      writeItem(number++, item);
    }
    writeWithoutEffect();
    writeCombination();
    writeRest();
    say(
        "To see whether it helped: analyze with --json before.json now, and with --baseline"
            + " before.json after the change.");
  }

  private void writeItem(int number, Item item) {
    Remedy remedy = item.remedies().get(0);
    out.println(
        "  "
            + number
            + ". "
            + AdviceWording.what(remedy)
            + "  ["
            + AdviceWording.who(remedy)
            + "]");
    detail(
        "avoids "
            + AdviceWording.aDay(item.avoided(), advice)
            + " a day, leaves "
            + AdviceWording.aDay(item.left(), advice));
    detail(AdviceWording.how(remedy, advice));
    detail("price: " + AdviceWording.price(remedy) + withoutPort(item));
  }

  private static String withoutPort(Item item) {
    return item.portFailures() >= 1
        ? "; " + AdviceWording.count(item.portFailures()) + " connects would have found no port"
        : "";
  }

  private void writeWithoutEffect() {
    if (!advice.withoutEffect().isEmpty()) {
      say(
          "Of no use by more than its interval: "
              + advice.withoutEffect().stream()
                  .map(item -> AdviceWording.what(item.remedies().get(0)))
                  .collect(Collectors.joining("; "))
              + ".");
    }
    if (advice.severalProcesses()) {
      say(
          "Several processes connect there, so a table of ports used least recently in one of"
              + " them does not know all uses: not played through.");
    }
  }

  private void writeCombination() {
    Advice.Target target = advice.target();
    if (target == null) {
      return;
    }
    Item found = advice.combination();
    String wanted = AdviceWording.count(target.perDay()) + " a day";
    if (found == null) {
      say("No set of up to three of these brings the failures under " + wanted + ".");
    } else {
      List<String> steps = found.remedies().stream().map(AdviceWording::what).toList();
      say(
          "For less than "
              + wanted
              + ": "
              + String.join(", and ", steps)
              + ". Leaves "
              + AdviceWording.aDay(found.left(), advice)
              + ".");
    }
  }

  private void writeRest() {
    PortRest rest = advice.rest();
    if (rest != null) {
      say(
          String.format(
              Locale.ROOT,
              "However ports are chosen, a tuple rests %s at most: %s ports / %.3g connects per"
                  + " second. Sessions are kept for up to %s%s.",
              Wording.span((long) rest.nanos()),
              Wording.count(rest.ports()),
              rest.connectsPerSecond(),
              Wording.span(rest.keptNanos()),
              rest.suffices() ? "" : ": only fewer connects, or more ports or addresses, help"));
    }
  }

  private void writeCallSites() {
    if (advice.callSites().isEmpty()) {
      return;
    }
    out.println("  Lines that connect there: connects an hour, failed early reuses");
    for (CallSite site : advice.callSites()) {
      String line = site.line() == null ? "(not recorded)" : SafeText.of(site.line());
      out.printf(
          "      %10s %8s  %s%n",
          AdviceWording.count((double) site.connects() * HOUR_NANOS / hours()),
          Wording.count(site.failedEarlyReuses()),
          line);
      if (!site.threadPools().isEmpty()) {
        List<String> pools = site.threadPools().stream().map(SafeText::of).toList();
        out.println(" ".repeat(27) + "of threads " + String.join(", ", pools));
      }
    }
  }

  private double hours() {
    return Math.max(1, (double) advice.recordedNanos());
  }

  private void say(String text) {
    Paragraph.print(2, text, out);
  }

  private void detail(String text) {
    Paragraph.print(5, text, out);
  }
}
