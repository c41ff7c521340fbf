package io.tuplewatch.report.html;

import io.tuplewatch.connection.Use;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.UseKind;

/** What a four-tuple had carried before, and who had closed it, in words. */
final class PastWords {

  private PastWords() {}

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
