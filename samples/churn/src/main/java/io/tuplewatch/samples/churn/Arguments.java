package io.tuplewatch.samples.churn;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of one command line, as {@code --name value}, {@code --name=value} or {@code --flag}.
 * Every error names the option and what it takes.
 */
final class Arguments {

  private final Map<String, List<String>> values = new HashMap<>();

  private Arguments() {}

  /**
   * @param valued names of the options that take a value, with their dashes
   * @param flags names of the options that take none
   * @throws UsageException on a name in neither set, a missing value, or a flag with one
   */
  static Arguments parse(List<String> words, Set<String> valued, Set<String> flags)
      throws UsageException {
    Arguments arguments = new Arguments();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String name = equals < 0 ? word : word.substring(0, equals);
      String value;
      if (flags.contains(name) && equals < 0) {
        value = "";
      } else if (flags.contains(name)) {
        throw new UsageException(name + " takes no value");
      } else if (!valued.contains(name)) {
        throw new UsageException("unknown option " + quoted(name));
      } else if (equals >= 0) {
        value = word.substring(equals + 1);
      } else if (i + 1 < words.size() && !words.get(i + 1).startsWith("--")) {
        value = words.get(++i);
      } else {
        throw new UsageException(name + " needs a value");
      }
      arguments.values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }
    return arguments;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Every value given, in order; empty if there is none. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The value, or null if the option was not given. */
  @Nullable String text(String name) throws UsageException {
    List<String> given = all(name);
    if (given.size() > 1) {
      throw new UsageException(name + " is given more than once");
    }
    return given.isEmpty() ? null : given.get(0);
  }

  /** A whole number from {@code least} to {@code most}. */
  int number(String name, int preset, int least, int most) throws UsageException {
    String text = text(name);
    if (text == null) {
      return preset;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, as for a number out of range
    }
    throw new UsageException(
        name + " takes a whole number from " + least + " to " + most + ", not " + quoted(text));
  }

  /** A number from 0 to {@code most}, decimals allowed. */
  double decimal(String name, double preset, double most) throws UsageException {
    String text = text(name);
    if (text == null) {
      return preset;
    }
    try {
      double number = Double.parseDouble(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, as for a number out of range
    }
    throw new UsageException(
        String.format(
            Locale.ROOT, "%s takes a number from 0 to %.0f, not %s", name, most, quoted(text)));
  }

  /** A file name, or null if the option was not given. */
  @Nullable Path path(String name) throws UsageException {
    String text = text(name);
    try {
      return text == null ? null : Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(name + " takes a file name, not " + quoted(e.getInput()));
    }
  }

  /** One constant of {@code type}, written in lower case and with dashes. */
  <E extends Enum<E>> E choice(String name, Class<E> type, E preset) throws UsageException {
    String text = text(name);
    if (text == null) {
      return preset;
    }
    for (E constant : type.getEnumConstants()) {
      if (optionName(constant).equals(text)) {
        return constant;
      }
    }
    String choices =
        Stream.of(type.getEnumConstants())
            .map(Arguments::optionName)
            .collect(Collectors.joining(", "));
    throw new UsageException(name + " takes one of " + choices + ", not " + quoted(text));
  }

  static String quoted(String text) {
    return "'" + text + "'";
  }

  private static String optionName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
