package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Cause;
import java.util.Map;
import java.util.stream.Collectors;

/** Causes of failures in words. */
public final class CauseWording {

  private CauseWording() {}

  /** "60 early reuse, 9 unknown", in the map's order. */
  public static String of(Map<Cause, Long> causes) {
    StringBuilder text = new StringBuilder();
    causes.forEach(
        (cause, count) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(Wording.count(count))
                .append(' ')
                .append(name(cause)));
    return text.toString();
  }

  /** In words, the same in every output for people. */
  public static String name(Cause cause) {
    return switch (cause) {
      case EARLY_REUSE -> "early reuse";
      case DESTINATION_DOWN -> "destination down";
      case REFUSED_BY_SERVER -> "refused by the server";
      case NO_ANSWER_WITHOUT_REUSE -> "no answer, likely not by reuse";
      case CONNECT_LIMIT -> "likely a limit on connects";
      case PORT_EXHAUSTION -> "no free source port";
      case NO_LOCAL_ADDRESS -> "no local address for this destination";
      case TUPLE_IN_USE -> "bound four-tuple in use";
      case REFUSED_LOCALLY -> "refused locally (route or filter)";
      case INVALID_DESTINATION -> "invalid destination";
      case CLOSED_BY_APPLICATION -> "given up by the application at once";
      case UNKNOWN -> "unknown";
    };
  }

  /** To follow a count of failures in a sentence. */
  public static String phrase(Cause cause) {
    return switch (cause) {
      case EARLY_REUSE -> "on a port reused too soon";
      case DESTINATION_DOWN -> "while nothing answered";
      case REFUSED_BY_SERVER -> "refused";
      case NO_ANSWER_WITHOUT_REUSE -> "unanswered for another reason than reuse";
      case CONNECT_LIMIT -> "when many others had just connected";
      case UNKNOWN -> "of which the cause is open";
      case PORT_EXHAUSTION,
          NO_LOCAL_ADDRESS,
          TUPLE_IN_USE,
          REFUSED_LOCALLY,
          INVALID_DESTINATION,
          CLOSED_BY_APPLICATION ->
          name(cause);
    };
  }

  /** "60 on a port reused too soon, 9 of which the cause is open", in the map's order. */
  public static String phrases(Map<Cause, Long> causes) {
    return causes.entrySet().stream()
        .map(entry -> Wording.count(entry.getValue()) + " " + phrase(entry.getKey()))
        .collect(Collectors.joining(", "));
  }
}
