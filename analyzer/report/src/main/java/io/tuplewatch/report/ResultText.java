package io.tuplewatch.report;

import io.tuplewatch.connection.Use;
import io.tuplewatch.events.Outcome;
import java.util.Locale;

/** What became of a connect, in two words or three. */
public final class ResultText {

  private ResultText() {}

  /** "worked", "no answer", "refused", "given up". */
  public static String of(Use use) {
    return use.outcome() == null ? "worked" : of(use.outcome());
  }

  static String of(Outcome outcome) {
    return switch (outcome) {
      case CONNECTED -> "worked";
      case TIMED_OUT -> "no answer";
      case CLOSED -> "given up";
      default -> outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
