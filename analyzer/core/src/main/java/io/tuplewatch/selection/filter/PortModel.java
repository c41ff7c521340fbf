package io.tuplewatch.selection.filter;

import io.tuplewatch.selection.PortSpace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one algorithm makes of a search: how probable the observed port is from each start, and
 * where the next search then starts. What all algorithms share is here: from a start that can be
 * had they take that port, a candidate in use is passed over, and the next start follows from the
 * start, the steps taken and a draw of 0 to 7 ({@code max(steps, draw) + 1} candidates on).
 */
public abstract class PortModel {

  /** Moves drawn at least: 1 to 8 candidates. */
  public static final int DRAWS = 8;

  /** Below this, what led through ports in use is not followed any further back. */
  private static final double IMPROBABLE = 1e-6;

  /** P(low's parity was exhausted, and the port is one of the second pass). */
  private static final double EXHAUSTED = 1e-3;

  /** Weights below this are not followed. */
  public static final double NEGLIGIBLE = 1e-5;

  /** After so many connects that nobody saw, more of them change little at a window's start. */
  private static final double LEAST_SEEN = .25;

  private final CandidateRing ring;
  private final Map<Double, InitialState> windowStarts = new ConcurrentHashMap<>();

  protected PortModel(CandidateRing ring) {
    this.ring = ring;
  }

  public final CandidateRing ring() {
    return ring;
  }

  /**
   * The probability that a search takes a port.
   *
   * @param start weights of where it starts
   * @param index of the port, in the {@link PortSpace}
   * @param next added to: weights of where the next search starts, if this one took the port; their
   *     sum is the probability
   * @return 0 for an index of the first pass that cannot be had
   */
  public final double observe(
      StartDistribution start, int index, OccupancyProbability inUse, StartDistribution next) {
    PortSpace space = ring.space();
    if (space.passOf(index) == 1) {
      double walked = walk(start, index, inUse, EXHAUSTED, next);
      return walked + landed(start, index, 1, inUse, next);
    }
    if (index >= ring.count() || ring.isUnavailable(index)) {
      return 0;
    }
    double taken = 1 - inUse.passedOver(index);
    return walk(start, index, inUse, taken, next) + landed(start, index, taken, inUse, next);
  }

  /** Returns {@link #observe} for the first port seen of a window. */
  public final double observeFirst(
      InitialState start, int index, OccupancyProbability inUse, StartDistribution next) {
    boolean secondPass = ring.space().passOf(index) == 1;
    if (!secondPass && (index >= ring.count() || ring.isUnavailable(index))) {
      return 0;
    }
    double taken = secondPass ? 1 : 1 - inUse.passedOver(index);
    double landed = taken * start.landed(index);
    if (next != StartDistribution.FORGOTTEN && landed > 0) {
      start.moveAfterLanding(index, reach(), landed, next);
    }
    double walked = secondPass ? EXHAUSTED : taken;
    return walk(start.anywhere(), index, inUse, walked, next) + landed;
  }

  /** Searches that came to an index step by step. */
  private double walk(
      StartDistribution start,
      int index,
      OccupancyProbability inUse,
      double taken,
      StartDistribution next) {
    double total = 0;
    double likely = taken;
    int pass = ring.space().first(ring.space().passOf(index));
    int at = Math.min(index - pass, ring.count() - 1);
    for (int steps = 0; steps < ring.count() && likely > IMPROBABLE; steps++) {
      double weight = start.get(at) * likely;
      if (weight > 0) {
        total += weight;
        move(at, steps, weight, next);
      }
      at = ring.wrap(at - 1);
      if (!ring.isUnavailable(at)) {
        likely *= walksOn() ? inUse.passedOver(pass + at) : 0;
      } else if (!walksOver(at)) {
        break;
      }
    }
    return total;
  }

  /** The moves of a start after a search of so many steps. */
  protected final void move(int start, int steps, double weight, StartDistribution next) {
    if (next == StartDistribution.FORGOTTEN) {
      return;
    }
    if (steps >= DRAWS - 1) {
      next.add(on(start, steps + 1), weight);
      return;
    }
    next.add(on(start, steps + 1), weight * (steps + 1) / DRAWS);
    for (int draw = steps + 1; draw < DRAWS; draw++) {
      next.add(on(start, draw + 1), weight / DRAWS);
    }
  }

  /** The index so many candidates on; a division is needed only behind the end. */
  protected final int on(int index, int moves) {
    int to = index + moves;
    return to < ring.count() ? to : to % ring.count();
  }

  /** The moves of a start after a search that nobody saw. */
  protected final void moveUnseen(int start, double weight, StartDistribution next) {
    if (ring.isUnavailable(start) && !walksOver(start)) {
      moveAfterLanding(start, weight, next);
    } else {
      move(start, ring.stepsToFree(start), weight, next);
    }
  }

  /** Where a window's first search that is seen starts; shares that are about the same are one. */
  public final InitialState windowStart(double seen) {
    double about = Math.min(.98, Math.max(LEAST_SEEN, Math.rint(20 * seen) / 20));
    return windowStarts.computeIfAbsent(about, share -> new InitialState(this, share));
  }

  /**
   * Moves weights on by the connects nobody saw. What moves around the end is found in the next
   * round.
   *
   * @param from emptied
   * @param seen share of the connects that are seen
   * @param target added to
   */
  public final void passUnseen(StartDistribution from, double seen, StartDistribution target) {
    double unseen = 1 - seen;
    while (!from.isEmpty()) {
      for (int at = from.next(0); at >= 0; at = from.next(at + 1)) {
        double weight = from.take(at);
        boolean goesOn = weight * unseen > NEGLIGIBLE;
        target.add(at, goesOn ? weight * seen : weight);
        if (goesOn) {
          moveUnseen(at, weight * unseen, from);
        }
      }
    }
  }

  /** Whether a search walks from a port in use to the next candidate. */
  protected abstract boolean walksOn();

  /** Whether a search walks from an unavailable candidate to the next one. */
  protected abstract boolean walksOver(int unavailable);

  /** Searches that came to a port from an unavailable candidate, other than by walking. */
  protected abstract double landed(
      StartDistribution start,
      int index,
      double taken,
      OccupancyProbability inUse,
      StartDistribution next);

  /** {@link #landed} for the initial state, with nothing in use and without the next start. */
  protected double landedFirst(InitialState start, int index) {
    return landed(start.anywhere(), index, 1, at -> 0, StartDistribution.FORGOTTEN);
  }

  /** How many candidates before a port the search that landed on it may have begun. */
  protected abstract int reach();

  /** The moves of an unavailable start that is not walked over, wherever the search landed. */
  protected abstract void moveAfterLanding(int start, double weight, StartDistribution next);
}
