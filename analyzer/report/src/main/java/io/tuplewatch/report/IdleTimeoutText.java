package io.tuplewatch.report;

import io.tuplewatch.reuse.IdleTimeout;
import io.tuplewatch.reuse.IdleTimeout.Step;
import org.jspecify.annotations.Nullable;

/** Where the idle timeout comes from that early reuses are told by. */
final class IdleTimeoutText {

  private IdleTimeoutText() {}

  /** One sentence; empty if the user gave it and nothing contradicts it. */
  static String of(IdleTimeout timeout) {
    String span = Wording.span(timeout.length().toNanos());
    return switch (timeout.source()) {
      case GIVEN -> "";
      case FOUND -> "No timeout was given: it is taken from the failures. " + ends(timeout.step());
      case CONTRADICTED -> {
        long given = timeout.given() == null ? 0 : timeout.given().toNanos();
        yield "Failures contradict the timeout that was given, "
            + Wording.span(given)
            + ", and "
            + span
            + " is taken instead. "
            + ends(timeout.step());
      }
      case ASSUMED ->
          "No timeout was given, and failures show none: "
              + span
              + " is what this much recording can tell apart.";
    };
  }

  private static String ends(@Nullable Step step) {
    if (step == null) {
      return "";
    }
    return step.withoutEnd()
        ? "Reuses fail at every idle time that occurred: sessions may be kept for longer than this"
            + " recording can show."
        : "They end at an idle time of "
            + Wording.span(step.lowNanos())
            + " to "
            + Wording.spanUp(step.highNanos())
            + ".";
  }
}
