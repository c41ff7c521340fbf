package io.tuplewatch.privacy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which pseudonym was given to which text, so that no two texts have the same. Texts whose first
 * pseudonym is taken get another, which depends on who came before. Not thread-safe.
 */
final class Assigned {

  /** A /24 has so many addresses; if as many are taken, there are hardly any left elsewhere. */
  private static final int MOST_ATTEMPTS = 256;

  private final Map<String, String> byText = new HashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  /**
   * The pseudonym of a text.
   *
   * @param candidate from the attempt's number, from 0
   * @return null if there is none left
   */
  @Nullable String assign(String text, IntFunction<String> candidate) {
    String known = byText.get(text);
    for (int attempt = 0; known == null && attempt < MOST_ATTEMPTS; attempt++) {
      String pseudonym = candidate.apply(attempt);
      if (texts.putIfAbsent(pseudonym, text) == null) {
        byText.put(text, pseudonym);
        known = pseudonym;
      }
    }
    return known;
  }

  /** Texts by their pseudonyms, in the order in which they came. */
  Map<String, String> texts() {
    return texts;
  }
}
