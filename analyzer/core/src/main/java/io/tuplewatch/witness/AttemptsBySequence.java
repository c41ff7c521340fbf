package io.tuplewatch.witness;

import io.tuplewatch.witness.capture.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gathers from a capture of the server's side the SYNs whose sequence numbers were seen leaving the
 * client, whatever their addresses have become on the way, and their answers. Not thread-safe.
 */
final class AttemptsBySequence implements Consumer<Segment> {

  /** A SYN whose number is another's by chance comes along now and then; no more than this. */
  private static final int MOST_OF_A_SEQUENCE = 16;

  /** Some 150 bytes each. */
  private static final int MOST = 500_000;

  private final Map<Integer, List<Attempt>> attempts = new HashMap<>();
  private final Set<Target> wanted;
  private final Set<Target> seen = new HashSet<>();
  private int size;

  /**
   * @param left attempts that left the client
   * @param wanted destinations of which to note whether the capture shows any SYN
   */
  AttemptsBySequence(Collection<Attempt> left, Set<Target> wanted) {
    left.forEach(attempt -> attempts.put(attempt.sequence, new ArrayList<>(1)));
    this.wanted = wanted;
  }

  @Override
  public void accept(Segment segment) {
    if (segment.syn()) {
      addSyn(segment);
      return;
    }
    int sequence = segment.icmp() ? segment.sequence() : segment.acknowledgment() - 1;
    for (Attempt attempt : withSequence(sequence)) {
      if (segment.icmp() ? attempt.isSyn(segment) : attempt.answeredBy(segment)) {
        attempt.answer(segment);
        return;
      }
    }
  }

  private void addSyn(Segment syn) {
    Target target = Target.of(syn);
    if (wanted.contains(target)) {
      seen.add(target);
    }
    List<Attempt> known = attempts.get(syn.sequence());
    if (known == null) {
      return;
    }
    for (Attempt attempt : known) {
      if (attempt.isSyn(syn)) {
        attempt.again(syn);
        return;
      }
    }
    if (known.size() < MOST_OF_A_SEQUENCE && size < MOST) {
      size++;
      known.add(new Attempt(syn));
    }
  }

  /** Those with a sequence number; empty if there is none. */
  List<Attempt> withSequence(int sequence) {
    return attempts.getOrDefault(sequence, List.of());
  }

  /** Whether the capture shows any SYN to a destination. */
  boolean shows(Target target) {
    return seen.contains(target);
  }
}
