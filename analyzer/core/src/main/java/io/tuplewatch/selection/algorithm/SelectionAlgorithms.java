package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.QuotedText;
import java.util.List;

/** The algorithms by name. */
public final class SelectionAlgorithms {

  /** The width that lets the random step reach the whole range. */
  public static final int FULL_WIDTH = 65535;

  private static final String RANDOM_STEP = "random-step";

  private SelectionAlgorithms() {}

  /** One of each, the random step at full width, in the order the kernel's history tells. */
  public static List<SelectionAlgorithm> all() {
    return List.of(
        new Sequential(), new RandomRetryAsMailed(), new RandomRetry(), new RandomStep(FULL_WIDTH));
  }

  /**
   * Finds an algorithm: one of the names of {@link #all}, or {@code random-step=W} with W, in
   * candidates, 1 to 65535.
   *
   * @throws IllegalArgumentException if there is none of that name; the message is one line
   */
  public static SelectionAlgorithm named(String name) {
    if (name.equals(RANDOM_STEP)) {
      return new RandomStep(FULL_WIDTH);
    }
    if (name.matches(RANDOM_STEP + "=[0-9]{1,5}")) {
      return new RandomStep(Integer.parseInt(name.substring(RANDOM_STEP.length() + 1)));
    }
    return all().stream()
        .filter(algorithm -> algorithm.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no algorithm is called "
                        + QuotedText.quote(name)
                        + "; there are sequential, random-retry, random-retry-as-mailed and"
                        + " random-step=W"));
  }
}
