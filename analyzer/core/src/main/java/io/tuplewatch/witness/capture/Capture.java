package io.tuplewatch.witness.capture;

import java.nio.file.Path;
import java.util.List;

/**
 * What was read of a capture.
 *
 * @param packets read, of any kind
 * @param telling of them, shown to the visitor
 * @param cutOff packets whose captured length ends before what would have told
 * @param from earliest time of a packet, epoch ns; 0 if there is none
 * @param to latest time of a packet, or when capturing ended if the file says so, epoch ns; 0 if
 *     there is no packet
 * @param dropped packets that the capturing program says it lost; -1 if it does not say
 * @param problems what was wrong, in sentences for people without the file's name; empty if nothing
 */
public record Capture(
    Path file,
    long packets,
    long telling,
    long cutOff,
    long from,
    long to,
    long dropped,
    List<String> problems) {

  public Capture {
    problems = List.copyOf(problems);
  }
}
