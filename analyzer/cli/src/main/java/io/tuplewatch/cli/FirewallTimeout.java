package io.tuplewatch.cli;

import io.tuplewatch.firewall.TimeoutText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a span such as 350s, 60m, 1h, 1d or 500ms. */
final class FirewallTimeout implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String value) {
    Duration span = TimeoutText.parse(value);
    if (span == null) {
      throw new TypeConversionException(TimeoutText.complaint(value));
    }
    return span;
  }
}
