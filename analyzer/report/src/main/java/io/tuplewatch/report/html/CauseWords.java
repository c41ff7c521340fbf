package io.tuplewatch.report.html;

import io.tuplewatch.diagnosis.Cause;

/** Causes in words. */
final class CauseWords {

  private CauseWords() {}

  static String of(Cause cause) {
    return switch (cause) {
      case EARLY_REUSE -> "port used again early";
      case DESTINATION_DOWN -> "destination down";
      case REFUSED_BY_SERVER -> "refused by the server";
      case NO_ANSWER_WITHOUT_REUSE -> "no answer, not by reuse";
      case PORT_EXHAUSTION -> "no free port";
      case NO_LOCAL_ADDRESS -> "no such local address";
      case TUPLE_IN_USE -> "four-tuple in use";
      case REFUSED_LOCALLY -> "refused by this host";
      case INVALID_DESTINATION -> "no such destination";
      case CLOSED_BY_APPLICATION -> "given up by the application";
      case UNKNOWN -> "cause not known";
    };
  }
}
