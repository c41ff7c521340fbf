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
 * @param gaps times of which packets are missing through damage, in the file's order
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
    List<Gap> gaps,
    List<String> problems) {

  public Capture {
    gaps = List.copyOf(gaps);
    problems = List.copyOf(problems);
  }

  /** Between the last packet before damage and the first after it, epoch ns. */
  public record Gap(long from, long to) {}

  /**
   * Whether a packet of that time, on the capture's clock, would be in it. O(gaps).
   *
   * @param margin how far the time may be off, ns
   */
  public boolean covers(long time, long margin) {
    return packets > 0
        && time - margin >= from
        && time + margin <= to
        && !damaged(time - margin, time + margin);
  }

  /** Whether packets of that time, on the capture's clock, may be missing. O(gaps). */
  public boolean damaged(long first, long last) {
    return gaps.stream().anyMatch(gap -> last > gap.from && first < gap.to);
  }
}
