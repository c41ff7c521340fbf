package io.tuplewatch.witness;

import io.tuplewatch.witness.CaptureSource.Side;
import io.tuplewatch.witness.capture.Capture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All captures of the server's side. With a capture of the client they are searched for the
 * sequence numbers that left it; without one for the recorded tuples.
 */
final class ServerSide {

  /** Offsets that one capture's SYNs may have, beyond the right one, ns. */
  private static final long WINDOW = 2_000_000_000L;

  /** How far an estimated moment may be off, ns. */
  private static final long MARGIN = 10_000_000L;

  /** Answered connects of which the capture may lack the SYN: 1 in so many. */
  private static final int COMPLETE = 100;

  private final Map<Integer, Attempt> left;
  private final boolean clientKnown;
  private final Map<Integer, Attempt> arrived = new HashMap<>();
  private final List<Covered> files = new ArrayList<>();
  private final ClockOffset.Bounds bounds = new ClockOffset.Bounds();

  /** How complete the captures are toward a destination, in the time that they cover. */
  private static final class Counter {
    private int arrived;
    private int answered;
    private int answeredAndArrived;

    boolean complete() {
      return COMPLETE * (answered - answeredAndArrived) <= answered;
    }
  }

  private final Map<Target, Counter> byTarget = new HashMap<>();

  /** A file, and by how much its clock is ahead of the client's capture, or of the JVM. */
  private record Covered(
      Capture capture, long offset, long margin, @Nullable AttemptsBySequence attempts) {

    boolean covers(long time) {
      return capture.covers(time + offset, margin);
    }

    boolean damaged(long first, long last) {
      return capture.damaged(first + offset - margin, last + offset + margin);
    }
  }

  /** {@code left}: the SYNs that left the client, by index. */
  ServerSide(Map<Integer, Attempt> left, boolean clientKnown) {
    this.left = left;
    this.clientKnown = clientKnown;
  }

  void read(Interest interest, CaptureSource source, List<CaptureEvidence.Read> captures)
      throws UnusableCaptureException {
    Map<Integer, Attempt> found = new HashMap<>();
    Capture capture =
        clientKnown ? readBySequence(source, found) : readByTuple(interest, source, found);
    found.forEach(arrived::putIfAbsent);
    captures.add(new CaptureEvidence.Read(Side.SERVER, capture, found.size()));
  }

  private Capture readBySequence(CaptureSource source, Map<Integer, Attempt> found)
      throws UnusableCaptureException {
    Set<Target> wanted = left.values().stream().map(Target::of).collect(Collectors.toSet());
    AttemptsBySequence attempts = new AttemptsBySequence(left.values(), wanted);
    Capture capture = CaptureEvidence.read(source, attempts);
    long offset = match(attempts, found);
    if (!found.isEmpty()) {
      ClockOffset.Bounds own = bounds(found);
      files.add(new Covered(capture, offset, margin(own), attempts));
      bounds.add(own);
    }
    return capture;
  }

  private Capture readByTuple(Interest interest, CaptureSource source, Map<Integer, Attempt> found)
      throws UnusableCaptureException {
    AttemptsByTuple attempts = new AttemptsByTuple(interest);
    Capture capture = CaptureEvidence.read(source, attempts);
    FoundAttempts own = FoundAttempts.of(interest, attempts);
    found.putAll(own.byIndex());
    ClockLag lag = own.lag();
    if (lag != null) {
      files.add(new Covered(capture, lag.medianNanos(), MARGIN, null));
    }
    return capture;
  }

  /** The margin for a file; the clocks may have run apart while it was written. */
  private static long margin(ClockOffset.Bounds bounds) {
    ClockOffset offset = bounds.known() ? bounds.offset() : null;
    return MARGIN + (offset == null ? 0 : offset.highNanos() - offset.lowNanos());
  }

  private ClockOffset.Bounds bounds(Map<Integer, Attempt> found) {
    ClockOffset.Bounds own = new ClockOffset.Bounds();
    found.forEach(
        (index, there) -> {
          Attempt attempt = Objects.requireNonNull(left.get(index));
          if (there.synAck != 0 && attempt.synAck != 0 && attempt.syns == 1 && there.syns == 1) {
            own.add(attempt.firstSyn, there.firstSyn, there.synAck, attempt.synAck);
          }
        });
    return own;
  }

  /** To be called once, when all is read: how complete the captures are. */
  void compare(Interest interest) {
    if (clientKnown) {
      left.forEach(
          (index, attempt) -> {
            if (attempt.synAck != 0) {
              answered(index, Target.of(attempt), attempt.firstSyn);
            }
          });
    } else {
      interest
          .byTuple()
          .forEach(
              (key, connects) ->
                  connects.stream()
                      .filter(connect -> !connect.failed())
                      .forEach(c -> answered(c.index(), key.target(), c.start())));
    }
    arrived.forEach(
        (index, there) -> counter(Target.of(left.getOrDefault(index, there))).arrived++);
  }

  private void answered(int index, Target target, long time) {
    if (covered(time)) {
      Counter counter = counter(target);
      counter.answered++;
      counter.answeredAndArrived += arrived.containsKey(index) ? 1 : 0;
    }
  }

  /** Finds what left among what arrived; the median offset of the clocks. */
  private long match(AttemptsBySequence attempts, Map<Integer, Attempt> found) {
    Densest offsets = new Densest();
    left.values()
        .forEach(
            attempt ->
                attempts.withSequence(attempt.sequence).stream()
                    .filter(candidate -> certain(attempt, candidate))
                    .forEach(candidate -> offsets.add(candidate.firstSyn - attempt.firstSyn)));
    if (offsets.isEmpty()) {
      return 0;
    }
    long least = offsets.window(WINDOW);
    Densest right = new Densest();
    left.forEach(
        (index, attempt) -> {
          Attempt candidate = best(attempt, attempts.withSequence(attempt.sequence), least);
          if (candidate != null) {
            found.put(index, candidate);
            right.add(candidate.firstSyn - attempt.firstSyn);
          }
        });
    return right.isEmpty() ? least : right.window(WINDOW / 100);
  }

  /**
   * Whether both are one connect whatever the clocks say: 96 bits more are equal, or the 32 of the
   * server's own number. The SYN's number alone is another's by chance once in 4 billion pairs,
   * which a large capture holds.
   */
  private static boolean certain(Attempt left, Attempt candidate) {
    return candidate.sameTuple(left) || candidate.sameAnswer(left);
  }

  /** A certain one, or else one that came while the SYNs were sent, by the clocks' offset. */
  private static @Nullable Attempt best(Attempt left, List<Attempt> candidates, long least) {
    Attempt found = null;
    for (Attempt candidate : candidates) {
      if (certain(left, candidate)) {
        return candidate;
      }
      long on = candidate.firstSyn - least;
      if (on >= left.firstSyn - WINDOW / 2 && on <= left.lastSyn + WINDOW) {
        found = candidate;
      }
    }
    return found;
  }

  private Counter counter(Target target) {
    return byTarget.computeIfAbsent(target, t -> new Counter());
  }

  /** The SYNs of a connect that arrived; null if none was found. */
  @Nullable Attempt attempt(int index) {
    return arrived.get(index);
  }

  private boolean covered(long time) {
    return files.stream().anyMatch(file -> file.covers(time));
  }

  /**
   * Whether SYNs to a destination that left, or were sent, from {@code first} to {@code last} would
   * have been captured, had they arrived.
   */
  boolean covers(Target target, long first, long last) {
    Counter counter = byTarget.get(target);
    return counter != null
        && counter.complete()
        && covered(first)
        && covered(last)
        && files.stream().noneMatch(file -> file.damaged(first, last))
        && files.stream().anyMatch(file -> shows(file, target, counter));
  }

  private static boolean shows(Covered file, Target target, Counter counter) {
    return counter.arrived > 0 || (file.attempts != null && file.attempts.shows(target));
  }

  /** Null without a handshake that both ends saw. */
  @Nullable ClockOffset offset() {
    return bounds.known() ? bounds.offset() : null;
  }
}
