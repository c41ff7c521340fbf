package io.tuplewatch.witness;

import io.tuplewatch.witness.capture.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers from one capture the SYNs on the tuples of interest, near the times of interest, and
 * their answers. Not thread-safe.
 */
final class AttemptsByTuple implements Consumer<Segment> {

  /** How far the capture's clock may be from the JVM's, ns. */
  static final long CLOCKS_APART = 10_000_000_000L;

  /** Some 150 bytes each. */
  private static final int MOST = 400_000;

  private final Interest interest;
  private final Map<Interest.Key, List<Attempt>> attempts = new HashMap<>();
  private int size;
  private long leftOut;

  AttemptsByTuple(Interest interest) {
    this.interest = interest;
  }

  @Override
  public void accept(Segment segment) {
    if (segment.syn()) {
      addSyn(segment);
    } else if (segment.icmp()) {
      Attempt attempt = find(attempts.get(forward(segment)), segment, true);
      if (attempt != null) {
        attempt.answer(segment);
      }
    } else if (segment.acknowledges()) {
      Attempt attempt = find(attempts.get(backward(segment)), segment, false);
      if (attempt != null) {
        attempt.answer(segment);
      }
    }
  }

  private void addSyn(Segment syn) {
    Interest.Key key = forward(syn);
    List<Interest.Connect> connects = interest.byTuple().get(key);
    if (connects == null) {
      return;
    }
    Attempt attempt = find(attempts.get(key), syn, true);
    if (attempt == null) {
      if (connects.stream().noneMatch(connect -> near(connect, syn.time()))) {
        return;
      }
      if (size == MOST) {
        leftOut++;
        return;
      }
      size++;
      attempts.computeIfAbsent(key, k -> new ArrayList<>(2)).add(new Attempt(syn));
    } else {
      attempt.again(syn);
    }
  }

  private static boolean near(Interest.Connect connect, long time) {
    return time > connect.start() - CLOCKS_APART && time < connect.end() + CLOCKS_APART;
  }

  private static Interest.Key forward(Segment segment) {
    return new Interest.Key(segment.sourcePort(), Target.of(segment));
  }

  private static Interest.Key backward(Segment segment) {
    return new Interest.Key(
        segment.targetPort(),
        new Target(segment.sourceHigh(), segment.sourceLow(), segment.sourcePort()));
  }

  private static @Nullable Attempt find(
      @Nullable List<Attempt> among, Segment segment, boolean syn) {
    if (among == null) {
      return null;
    }
    for (int i = among.size() - 1; i >= 0; i--) {
      Attempt attempt = among.get(i);
      if (syn ? attempt.isSyn(segment) : attempt.answeredBy(segment)) {
        return attempt;
      }
    }
    return null;
  }

  /** On one tuple, in the order of their first SYN in the file; empty if none. */
  List<Attempt> withTuple(Interest.Key key) {
    return attempts.getOrDefault(key, List.of());
  }

  /** Attempts for which there was no room. */
  long leftOut() {
    return leftOut;
  }
}
