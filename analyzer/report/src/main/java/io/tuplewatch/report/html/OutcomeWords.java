package io.tuplewatch.report.html;

import io.tuplewatch.connection.Use;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.report.Wording;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.UseKind;
import org.jspecify.annotations.Nullable;

/** What happened to a connect, and to its four-tuple before, in words. */
final class OutcomeWords {

  private OutcomeWords() {}

  static String of(@Nullable Outcome outcome) {
    return outcome == null ? "connected" : Wording.outcome(outcome);
  }

  static String of(ClosedBy side) {
    return switch (side) {
      case LOCAL -> "this client";
      case LOCAL_WITH_UNREAD_DATA, LOCAL_RESET -> "this client, with a reset";
      case REMOTE -> "the server";
      case RESET -> "a reset from the other side";
      case UNKNOWN -> "not known";
    };
  }

  /** What the four-tuple had carried before. */
  static String past(ClassifiedUse attempt) {
    Use previous = attempt.previous();
    if (attempt.kind() == UseKind.FIRST_USE) {
      return "never used before";
    }
    if (attempt.kind() == UseKind.OVERLAP) {
      return "still in use";
    }
    if (previous == null) {
      return "not known";
    }
    return previous.connected() ? "had worked" : "had failed";
  }
}
