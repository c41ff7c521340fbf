package io.tuplewatch.selection.filter;

import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The candidates of the first pass as the circle that a search walks: which of them can be had, and
 * which cannot because they are reserved or because something else holds them throughout. What
 * algorithms make of these candidates is kept once it was asked for. Thread-safe.
 */
public final class CandidateRing {

  private final PortSpace space;
  private final int count;
  private final BitSet reserved = new BitSet();
  private final BitSet bound = new BitSet();
  private final int[] stepsToFree;
  private final int[] freeBefore;
  private final int[] unavailable;
  private final Map<String, PortModel> models = new ConcurrentHashMap<>();

  public CandidateRing(PortSpace space) {
    this.space = space;
    this.count = space.candidatesPerPass();
    PortSet reservedPorts = space.reserved();
    PortSet boundPorts = space.bound();
    for (int index = 0; index < count; index++) {
      reserved.set(index, reservedPorts.contains(space.port(index)));
      bound.set(index, !reserved.get(index) && boundPorts.contains(space.port(index)));
    }
    this.freeBefore = freeBefore();
    this.stepsToFree = stepsToFree();
    BitSet both = (BitSet) reserved.clone();
    both.or(bound);
    this.unavailable = both.stream().toArray();
  }

  private int[] freeBefore() {
    int[] before = new int[count + 1];
    for (int index = 0; index < count; index++) {
      before[index + 1] = before[index] + (isUnavailable(index) ? 0 : 1);
    }
    return before;
  }

  /** Twice around, backward: the second round knows what follows the end. */
  private int[] stepsToFree() {
    int[] steps = new int[count];
    int distance = count;
    for (int at = 2 * count - 1; at >= 0; at--) {
      int index = at % count;
      distance = isUnavailable(index) ? Math.min(count, distance + 1) : 0;
      steps[index] = distance;
    }
    return steps;
  }

  public PortSpace space() {
    return space;
  }

  /** Candidates of the circle. */
  public int count() {
    return count;
  }

  /** Those that can be had. */
  public int free() {
    return freeBefore[count];
  }

  /** Whether no index is missing, so that every algorithm takes the index it starts at. */
  public boolean hasNoUnavailable() {
    return unavailable.length == 0;
  }

  /** Whether there are candidates that cannot be had though they are not reserved. */
  public boolean hasBound() {
    return !bound.isEmpty();
  }

  /** Searches of these candidates as an algorithm makes them, the same for equal names. */
  public PortModel model(String name, Function<CandidateRing, PortModel> how) {
    return models.computeIfAbsent(name, each -> how.apply(this));
  }

  /** A ring of the same ports on which all that cannot be had is reserved. */
  public CandidateRing allReserved() {
    return new CandidateRing(
        new PortSpace(space.range(), space.reserved().union(space.bound()), PortSet.NONE, 2));
  }

  public boolean isReserved(int index) {
    return reserved.get(index);
  }

  public boolean isUnavailable(int index) {
    return reserved.get(index) || bound.get(index);
  }

  /** The candidates that cannot be had, ascending. Not to be changed. */
  public int[] unavailable() {
    return unavailable;
  }

  /** Steps from an index to the first that can be had: 0 if it can, {@link #count} if none can. */
  public int stepsToFree(int index) {
    return stepsToFree[index];
  }

  /** How many candidates that can be had there are from one index on, before another. */
  public int freeSteps(int from, int to) {
    int steps = freeBefore[to] - freeBefore[from];
    return to < from ? steps + free() : steps;
  }

  public int wrap(int index) {
    return index >= count ? index - count : index < 0 ? index + count : index;
  }
}
