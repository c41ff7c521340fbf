package io.tuplewatch.selection;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The ports a connect() may get: the ephemeral range, what of it is reserved or bound, and how it
 * is scanned. Immutable.
 *
 * <p>A search runs in <b>passes</b>. With step 2 (every ordinary socket) the first pass looks at
 * ports of the parity of {@code low}, the second at the others; with step 1 (a socket that set
 * IP_LOCAL_PORT_RANGE, Linux 6.8 on) one pass looks at all. A port's <b>index</b> is its number in
 * that order, from 0: all of the first pass, ascending, then all of the second. So one step of a
 * scan is one index, whatever the step in ports.
 *
 * <p>A range of odd size has one candidate fewer per pass than ports of low's parity: the kernel
 * makes the number of ports even before it wraps around, so which port is left out depends on where
 * the search starts. {@link #wrap} does the same.
 */
public final class PortSpace {

  private final PortRange range;
  private final PortSet reserved;
  private final PortSet bound;
  private final int step;
  private final int span;
  private final int firstPassPorts;

  /** Made on need and never changed, so it does not matter which thread's is kept. */
  private volatile @Nullable Candidates allFree;

  /**
   * @param reserved {@code ip_local_reserved_ports}; may lie outside the range
   * @param bound bound explicitly or listening, on any address; may lie outside the range
   * @param step 2, or 1 for a socket that set IP_LOCAL_PORT_RANGE
   * @throws IllegalArgumentException if step is neither
   */
  public PortSpace(PortRange range, PortSet reserved, PortSet bound, int step) {
    if (step != 1 && step != 2) {
      throw new IllegalArgumentException("the step over candidates is 1 or 2, not " + step);
    }
    this.range = range;
    this.reserved = reserved;
    this.bound = bound;
    this.step = step;
    this.span = step == 2 && range.size() > 1 ? range.size() & ~1 : range.size();
    this.firstPassPorts = (range.size() + step - 1) / step;
  }

  /** A space of step 2 with nothing bound. */
  public PortSpace(PortRange range, PortSet reserved) {
    this(range, reserved, PortSet.NONE, 2);
  }

  public PortRange range() {
    return range;
  }

  public PortSet reserved() {
    return reserved;
  }

  public PortSet bound() {
    return bound;
  }

  /** Distance between neighbouring candidates, in ports: 2 or 1. */
  public int step() {
    return step;
  }

  /** Ports of the range that are neither reserved nor bound. */
  public int available() {
    return range.size() - reserved.union(bound).sizeWithin(range);
  }

  /** Available ports among those of the first pass. */
  public int availableInFirstPass() {
    return newCandidates().freeCount(0);
  }

  /** The modulus of the start, in ports: the range's size, made even with step 2. */
  public int span() {
    return span;
  }

  /** Passes over the range: 2 with step 2, else 1; one port has no second parity to try. */
  public int passes() {
    return range.size() == 1 ? 1 : step;
  }

  /** Candidates a pass looks at before it gives up. */
  public int candidatesPerPass() {
    return (span + step - 1) / step;
  }

  /** Candidates refused before EADDRNOTAVAIL; the kernel looks twice at a range of one port. */
  public int candidates() {
    return step * candidatesPerPass();
  }

  /** The first index of a pass. */
  public int first(int pass) {
    return pass == 0 ? 0 : firstPassPorts;
  }

  /** The index behind the last one of a pass. */
  public int end(int pass) {
    return pass == 0 ? firstPassPorts : range.size();
  }

  public int passOf(int index) {
    return index < firstPassPorts ? 0 : 1;
  }

  /** The index that a scan of a pass goes on with when it has stepped to this one or beyond. */
  public int wrap(int pass, int index) {
    return index >= end(pass) ? index - candidatesPerPass() : index;
  }

  /** Distance of the port at an index from low. */
  public int distance(int index) {
    return index < firstPassPorts ? index * step : (index - firstPassPorts) * step + 1;
  }

  public int port(int index) {
    return range.low() + distance(index);
  }

  /** The index of a port of the range. */
  public int index(int port) {
    int distance = port - range.low();
    return first(distance & (step - 1)) + distance / step;
  }

  /** The candidates of one destination, all free but for the reserved and the bound ports. */
  public Candidates newCandidates() {
    Candidates known = allFree;
    if (known == null) {
      known = new Candidates(this);
      allFree = known;
    }
    return new Candidates(known);
  }

  /** The candidates whose ports are in a set. */
  public BitSet indices(PortSet ports) {
    BitSet indices = new BitSet(range.size());
    for (int index = 0; index < range.size(); index++) {
      indices.set(index, ports.contains(port(index)));
    }
    return indices;
  }
}
