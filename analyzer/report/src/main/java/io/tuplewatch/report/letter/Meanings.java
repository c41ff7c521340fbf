package io.tuplewatch.report.letter;

import io.tuplewatch.report.letter.Letter.Grid;
import java.util.List;

/** What each answer of a network team would mean. */
final class Meanings {

  private Meanings() {}

  static Grid of(boolean reuse) {
    return new Grid(reuse ? ofReuse() : ofOthers());
  }

  private static List<List<String>> ofReuse() {
    return List.of(
        List.of("if you find", "it means"),
        List.of(
            "a session older than the SYN, the SYN dropped", "our explanation: its timer is why"),
        List.of("the session ended before, the SYN passed on", "not this device: try the next"),
        List.of("the SYN passed, nothing came back", "look behind it: server, way back"),
        List.of("the SYN dropped for another reason", "that reason is the cause; we were wrong"),
        List.of("no session, no drop", "the SYN went elsewhere, or was translated"));
  }

  private static List<List<String>> ofOthers() {
    return List.of(
        List.of("if you find", "it means"),
        List.of("the SYN dropped or rejected, with a reason", "that reason is the cause"),
        List.of("the SYN passed, nothing came back", "look behind it: server, its accept queue"),
        List.of("the SYN passed, a reset came back", "nothing listened there at that time"),
        List.of("no trace of the SYN", "another path, or it was lost before"));
  }
}
