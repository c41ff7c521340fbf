package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.firewall.KnownTimer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Outcomes, numbers, times and spans as people write them, in English and UTC wherever it runs. */
public final class Wording {

  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int DATE_END = "uuuu-MM-dd".length();
  private static final int SECONDS_END = "uuuu-MM-dd HH:mm:ss".length();

  private Wording() {}

  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** "1 connect", "2 connects". */
  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** "3 of 1,200 (0.25 %)", "none" of nothing. */
  public static String rate(Tally tally) {
    return tally.connects() == 0
        ? "none"
        : count(tally.failed())
            + " of "
            + count(tally.connects())
            + " ("
            + percent(tally.failed(), tally.connects())
            + ")";
  }

  /** Two digits after the point below 10 %, else one; never 0 or 100 % by rounding alone. */
  public static String percent(long part, long whole) {
    if (part == 0 || part == whole) {
      return part == 0 ? "0 %" : "100 %";
    }
    double percent = 100.0 * part / whole;
    if (percent < 0.01) {
      return "< 0.01 %";
    }
    if (percent > 99.9) {
      return "> 99.9 %";
    }
    return String.format(Locale.ROOT, percent < 10 ? "%.2f %%" : "%.1f %%", percent);
  }

  /**
   * How a connect ended, in a word or a few.
   *
   * @param outcome null if the connect was not recorded: it had connected
   */
  public static String outcome(@Nullable Outcome outcome) {
    return switch (Objects.requireNonNullElse(outcome, Outcome.CONNECTED)) {
      case CONNECTED -> "connected";
      case REFUSED -> "refused";
      case TIMED_OUT -> "no answer";
      case UNREACHABLE -> "rejected (ICMP)";
      case ADDRESS_NOT_AVAILABLE -> "no free port";
      case TUPLE_IN_USE -> "four-tuple in use";
      case REFUSED_LOCALLY -> "refused by this host";
      case INVALID_DESTINATION -> "no such destination";
      case NO_RESOURCES -> "no resources";
      case RESET -> "reset";
      case CLOSED, INTERRUPTED -> "given up";
      case FAILED -> "failed";
    };
  }

  /** UTC, ms, of epoch ns. */
  public static String time(long epochNanos) {
    return TIME.format(Instant.ofEpochSecond(0, epochNanos));
  }

  /** The day in UTC, of epoch ns. */
  public static String date(long epochNanos) {
    return time(epochNanos).substring(0, DATE_END);
  }

  /** UTC, s, of epoch ns. */
  public static String second(long epochNanos) {
    return time(epochNanos).substring(0, SECONDS_END);
  }

  /** Equals {@link #second}, without the date if that is the one of {@code before}. */
  public static String secondAfter(long before, long epochNanos) {
    String time = second(epochNanos);
    return time.startsWith(second(before).substring(0, DATE_END))
        ? time.substring(DATE_END + 1)
        : time;
  }

  /** Time of day in UTC with ms, of epoch ns. */
  public static String clock(long epochNanos) {
    return time(epochNanos).substring(DATE_END + 1);
  }

  /**
   * The two largest units of a span of ns: "2 h 5 min", "3 min 12 s", "9.5 s", "12 ms", "< 1 ms".
   */
  public static String span(long nanos) {
    if (nanos > 0 && nanos < MILLI) {
      return "< 1 ms";
    }
    if (nanos < SECOND) {
      return nanos / MILLI + " ms";
    }
    long seconds = nanos / SECOND;
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%d.%d s", seconds, nanos % SECOND / 100_000_000);
    }
    if (seconds < 3600) {
      return twoUnits(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 48 * 3600) {
      return twoUnits(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }
    return twoUnits(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
  }

  /** Equals {@link #span}, rounded up: for the upper end of an interval. */
  public static String spanUp(long nanos) {
    long unit = nanos < SECOND ? MILLI : nanos < 60 * SECOND ? SECOND / 10 : SECOND;
    unit = nanos < 3600 * SECOND ? unit : (nanos < 48 * 3600 * SECOND ? 60 : 3600) * SECOND;
    return span(-Math.floorDiv(-nanos, unit) * unit);
  }

  /** "4.7 to 5.0 s", "980 ms to 1.2 s": two spans already in words. */
  public static String range(String from, String to) {
    int number = from.lastIndexOf(' ');
    boolean sameUnit =
        number > 0 && from.indexOf(' ') == number && to.endsWith(from.substring(number));
    return (sameUnit && to.indexOf(' ') == to.lastIndexOf(' ') ? from.substring(0, number) : from)
        + " to "
        + to;
  }

  private static String twoUnits(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  /**
   * A sentence on timers that are as long as what was found, by default; empty if there are none.
   */
  static String knownTimers(List<KnownTimer> timers) {
    if (timers.isEmpty()) {
      return "";
    }
    return timers.stream()
        .map(
            timer ->
                timer.device()
                    + " ("
                    + timer.kind().words()
                    + ", "
                    + span(timer.length().toNanos())
                    + ")")
        .collect(Collectors.joining(", ", " As long by default, among known devices: ", "."));
  }

  /** A p-value, as "0.03", "3e-05" or "below 1e-15". */
  static String p(double p) {
    if (p < 1e-15) {
      return "below 1e-15";
    }
    return p < 0.0001
        ? String.format(Locale.ROOT, "%.0e", p)
        : String.format(Locale.ROOT, p < 0.1 ? "%.4f" : "%.2f", p);
  }
}
