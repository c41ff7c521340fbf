package io.tuplewatch.jmc;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.rules.TypedCollectionResult;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;

/** Makes typed results, named and described by the bundle under {@code result.ID}. */
final class Results {

  private static final int MOST_LINES = 20;

  private Results() {}

  static TypedResult<IQuantity> count(String id) {
    return new TypedResult<>(id, name(id), about(id), UnitLookup.NUMBER, IQuantity.class);
  }

  static TypedResult<IQuantity> share(String id) {
    return new TypedResult<>(id, name(id), about(id), UnitLookup.PERCENTAGE, IQuantity.class);
  }

  static TypedResult<IQuantity> timespan(String id) {
    return new TypedResult<>(id, name(id), about(id), UnitLookup.TIMESPAN, IQuantity.class);
  }

  static TypedResult<String> text(String id) {
    return new TypedResult<>(id, name(id), about(id), UnitLookup.PLAIN_TEXT, String.class);
  }

  static TypedCollectionResult<String> lines(String id) {
    return new TypedCollectionResult<>(
        id, name(id), about(id), UnitLookup.PLAIN_TEXT, String.class);
  }

  /** What a rule declares: these, and its score. */
  static Collection<TypedResult<?>> with(TypedResult<?>... results) {
    return Stream.concat(Stream.of(TypedResult.SCORE), Arrays.stream(results)).toList();
  }

  static IQuantity quantity(long count) {
    return UnitLookup.NUMBER_UNITY.quantity(count);
  }

  static IQuantity quantity(double number) {
    return UnitLookup.NUMBER_UNITY.quantity(number);
  }

  /** {@code part} of {@code whole}; nothing of nothing. */
  static IQuantity share(long part, long whole) {
    return share(whole == 0 ? 0 : (double) part / whole);
  }

  static IQuantity share(double share) {
    return UnitLookup.PERCENT_UNITY.quantity(share);
  }

  static IQuantity nanos(long nanos) {
    return UnitLookup.NANOSECOND.quantity(nanos);
  }

  /**
   * A text that may quote the recording: Mission Control replaces {name} in messages, and makes
   * links, which may run scripts, of [title](address).
   */
  static String untrusted(String text) {
    return text.replace('{', '(').replace('}', ')').replace("](", "] (");
  }

  /** The first texts, each {@link #untrusted}, and how many more there are. */
  static Collection<String> untrusted(List<String> texts) {
    List<String> shown = texts.stream().limit(MOST_LINES).map(Results::untrusted).toList();
    int more = texts.size() - shown.size();
    return more == 0
        ? shown
        : Stream.concat(shown.stream(), Stream.of(Messages.get("more").formatted(more))).toList();
  }

  private static String name(String id) {
    return Messages.get("result." + id);
  }

  private static String about(String id) {
    return Messages.get("result." + id + ".about");
  }
}
