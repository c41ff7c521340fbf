package io.tuplewatch.cli;

import io.tuplewatch.advice.Advice;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 1/day}, {@code 0.5/day} or {@code 2/hour}. */
final class TargetConverter implements ITypeConverter<Advice.Target> {

  private static final Pattern TARGET =
      Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)/(day|hour)");
  private static final int HOURS = 24;

  @Override
  public Advice.Target convert(String text) {
    Matcher matcher = TARGET.matcher(text);
    double count = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    if (count <= 0) {
      throw new TypeConversionException("it is a rate above 0, such as 1/day or 2/hour");
    }
    return new Advice.Target(matcher.group(2).equals("day") ? count : count * HOURS);
  }
}
