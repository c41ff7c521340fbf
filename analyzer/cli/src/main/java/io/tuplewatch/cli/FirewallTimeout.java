package io.tuplewatch.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a span such as 350s, 60m, 1h, 1d or 500ms: above 0 and at most 10,000 hours. */
final class FirewallTimeout implements ITypeConverter<Duration> {

  private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofHours(10_000);

  @Override
  public Duration convert(String value) {
    Matcher matcher = SPAN.matcher(value);
    if (matcher.matches()) {
      Duration span = span(Long.parseLong(matcher.group(1)), matcher.group(2));
      if (!span.isZero() && span.compareTo(LONGEST) <= 0) {
        return span;
      }
    }
    throw new TypeConversionException(
        "'" + value + "' is not a time span from 1ms to 10000h: write 350s, 60m, 1h, 1d or 500ms");
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
