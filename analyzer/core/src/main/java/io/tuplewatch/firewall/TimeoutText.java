package io.tuplewatch.firewall;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An idle timeout as people write it: 350s, 60m, 1h, 1d or 500ms. */
public final class TimeoutText {

  private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofHours(10_000);

  private TimeoutText() {}

  /** Above 0 and at most 10,000 hours; null if it is none. */
  public static @Nullable Duration parse(String text) {
    Matcher matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    Duration span = span(Long.parseLong(matcher.group(1)), matcher.group(2));
    return span.isZero() || span.compareTo(LONGEST) > 0 ? null : span;
  }

  /** Why a text is none. */
  public static String complaint(String text) {
    return "'" + text + "' is not a time span from 1ms to 10000h: write 350s, 60m, 1h, 1d or 500ms";
  }

  private static Duration span(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
