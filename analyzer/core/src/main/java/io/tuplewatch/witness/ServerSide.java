package io.tuplewatch.witness;

import io.tuplewatch.witness.CaptureSource.Side;
import io.tuplewatch.witness.capture.Capture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Answered connects of which the capture may lack the SYN: 1 in so many. */
  private static final int COMPLETE = 100;

  private final Map<Integer, Attempt> left;
  private final boolean clientKnown;
  private final Map<Integer, Attempt> arrived = new HashMap<>();
  private final List<Covered> files = new ArrayList<>();
  private final ClockOffset.Bounds bounds = new ClockOffset.Bounds();

  /** How complete the captures are toward a destination. */
  private static final class Counter {
    private int arrived;
    private int answered;
    private int answeredAndArrived;
  }

  private final Map<Target, Counter> byTarget = new HashMap<>();

  /** A file, when it covers, and by how much its clock is ahead of the client's capture. */
  private record Covered(long from, long to, long offset, @Nullable AttemptsBySequence attempts) {}

  /** {@code left}: the SYNs that left the client, by place. */
  ServerSide(Map<Integer, Attempt> left, boolean clientKnown) {
    this.left = left;
    this.clientKnown = clientKnown;
  }

  void read(Interest interest, CaptureSource source, List<CaptureEvidence.Read> captures)
      throws UnusableCaptureException {
    Map<Integer, Attempt> found = new HashMap<>();
    Capture capture;
    if (clientKnown) {
      Set<Target> wanted = left.values().stream().map(Target::of).collect(Collectors.toSet());
      AttemptsBySequence attempts = new AttemptsBySequence(left.values(), wanted);
      capture = CaptureEvidence.read(source, attempts);
      long offset = match(attempts, found);
      if (!found.isEmpty()) {
        files.add(new Covered(capture.from(), capture.to(), offset, attempts));
      }
    } else {
      AttemptsByTuple attempts = new AttemptsByTuple(interest);
      capture = CaptureEvidence.read(source, attempts);
      FoundAttempts own = FoundAttempts.of(interest, attempts);
      found.putAll(own.byPlace());
      ClockLag lag = own.lag();
      if (lag != null) {
        files.add(new Covered(capture.from(), capture.to(), lag.medianNanos(), null));
        found.values().forEach(attempt -> counter(Target.of(attempt)).arrived++);
      }
    }
    found.forEach(arrived::putIfAbsent);
    captures.add(new CaptureEvidence.Read(Side.SERVER, capture, found.size()));
  }

  /** Finds what left among what arrived; the median offset of the clocks. */
  private long match(AttemptsBySequence attempts, Map<Integer, Attempt> found) {
    Densest offsets = new Densest();
    left.values()
        .forEach(
            attempt ->
                attempts
                    .of(attempt.sequence)
                    .forEach(candidate -> offsets.add(candidate.firstSyn - attempt.firstSyn)));
    if (offsets.isEmpty()) {
      return 0;
    }
    long least = offsets.window(WINDOW);
    Densest right = new Densest();
    left.forEach(
        (place, attempt) -> {
          Attempt candidate = best(attempt, attempts.of(attempt.sequence), least);
          if (candidate != null) {
            found.put(place, candidate);
            right.add(candidate.firstSyn - attempt.firstSyn);
          }
        });
    count(found);
    return right.isEmpty() ? least : right.window(WINDOW / 100);
  }

  /** The same tuple at any time; another one, translated, only near the clocks' offset. */
  private static @Nullable Attempt best(Attempt left, List<Attempt> candidates, long least) {
    Attempt found = null;
    for (Attempt candidate : candidates) {
      long beyond = candidate.firstSyn - left.firstSyn - least;
      if (candidate.sameTuple(left)) {
        return candidate;
      }
      if (beyond >= -WINDOW / 2 && beyond <= WINDOW * 3 / 2) {
        found = candidate;
      }
    }
    return found;
  }

  private void count(Map<Integer, Attempt> found) {
    left.forEach(
        (place, attempt) -> {
          Attempt there = found.get(place);
          Counter counter = counter(Target.of(attempt));
          counter.arrived += there == null ? 0 : 1;
          counter.answered += attempt.synAck == 0 ? 0 : 1;
          counter.answeredAndArrived += attempt.synAck == 0 || there == null ? 0 : 1;
          if (there != null
              && there.synAck != 0
              && attempt.synAck != 0
              && attempt.syns == 1
              && there.syns == 1) {
            bounds.add(attempt.firstSyn, there.firstSyn, there.synAck, attempt.synAck);
          }
        });
  }

  private Counter counter(Target target) {
    return byTarget.computeIfAbsent(target, t -> new Counter());
  }

  /** The SYNs of a connect that arrived; null if none was found. */
  @Nullable Attempt of(int place) {
    return arrived.get(place);
  }

  /**
   * Whether a SYN to a destination that left, or was sent, at that time and arrived would have been
   * captured.
   */
  boolean covers(Target target, long time) {
    Counter counter = byTarget.get(target);
    if (counter == null
        || COMPLETE * (counter.answered - counter.answeredAndArrived) > counter.answered) {
      return false;
    }
    for (Covered file : files) {
      long there = time + file.offset;
      if (there >= file.from && there <= file.to && shows(file, target, counter)) {
        return true;
      }
    }
    return false;
  }

  private static boolean shows(Covered file, Target target, Counter counter) {
    return counter.arrived > 0 || (file.attempts != null && file.attempts.shows(target));
  }

  /** Null without a handshake that both ends saw. */
  @Nullable ClockOffset offset() {
    return bounds.known() ? bounds.offset() : null;
  }
}
