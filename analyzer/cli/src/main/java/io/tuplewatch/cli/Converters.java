package io.tuplewatch.cli;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.replay.WhatIf;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How option values are read. Messages are one line. */
final class Converters {

  private Converters() {}

  private static <T> T convert(String value, Function<String, T> reader) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  static final class RangeConverter implements ITypeConverter<PortRange> {
    @Override
    public PortRange convert(String value) {
      return Converters.convert(value, PortRange::parse);
    }
  }

  static final class AlgorithmConverter implements ITypeConverter<SelectionAlgorithm> {
    @Override
    public SelectionAlgorithm convert(String value) {
      return Converters.convert(value, SelectionAlgorithms::named);
    }
  }

  /** How to write each algorithm, for the help and for completion. */
  static final class AlgorithmNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SelectionAlgorithms.all().stream().map(SelectionAlgorithm::synopsis).iterator();
    }
  }

  static final class WhatIfConverter implements ITypeConverter<WhatIf> {
    @Override
    public WhatIf convert(String value) {
      return Converters.convert(value, WhatIf::parse);
    }
  }

  static final class PresetConverter implements ITypeConverter<Preset> {
    @Override
    public Preset convert(String value) {
      for (Preset preset : Preset.values()) {
        if (preset.toString().equals(value)) {
          return preset;
        }
      }
      throw new TypeConversionException("there are the presets seed and early-reuse");
    }
  }

  /** 500, 10k, 10M, 1.5G. */
  static final class CountConverter implements ITypeConverter<Long> {

    private static final Pattern COUNT =
        Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)([kKMG]?)");
    private static final Map<String, Integer> ZEROS = Map.of("", 0, "K", 3, "M", 6, "G", 9);

    @Override
    public Long convert(String value) {
      Matcher count = COUNT.matcher(value);
      if (!count.matches()) {
        throw new TypeConversionException("a count is like 500, 10k or 10M");
      }
      int zeros = ZEROS.getOrDefault(count.group(2).toUpperCase(Locale.ROOT), 0);
      BigDecimal digits = new BigDecimal(count.group(1)).scaleByPowerOfTen(zeros);
      return Converters.convert(value, ignored -> digits.longValueExact());
    }
  }

  /** 250ms, 30s, 60m, 2h, 1d. */
  static final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    @Override
    public Duration convert(String value) {
      Matcher duration = DURATION.matcher(value);
      if (!duration.matches()) {
        throw new TypeConversionException("a duration is like 250ms, 30s, 60m, 2h or 1d");
      }
      long amount = Long.parseLong(duration.group(1));
      return switch (duration.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
  }
}
