package io.tuplewatch.selection;

import java.util.BitSet;

/**
 * The ports a connect() may get: the ephemeral range, what of it is reserved or bound, and how it
 * is scanned. Immutable.
 *
 * <p>A search runs in <b>passes</b>. With step 2 (every ordinary socket) the first pass looks at
 * ports of the parity of {@code low}, the second at the others; with step 1 (a socket that set
 * IP_LOCAL_PORT_RANGE, Linux 6.8 on) one pass looks at all. Within a pass a port is named by its
 * <b>index</b>: port = low + pass + index * step.
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
  private final int lastOfFirstPass;
  private final int lastOfSecondPass;

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
    this.lastOfFirstPass = (range.size() - 1) / step;
    this.lastOfSecondPass = step == 2 ? range.size() / 2 - 1 : -1;
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
  int span() {
    return span;
  }

  /** Passes over the range: 2 with step 2, else 1; one port has no second parity to try. */
  int passes() {
    return range.size() == 1 ? 1 : step;
  }

  /** Candidates a pass looks at before it gives up. */
  int candidatesPerPass() {
    return (span + step - 1) / step;
  }

  /** Candidates refused before EADDRNOTAVAIL; the kernel looks twice at a range of one port. */
  int candidates() {
    return step * candidatesPerPass();
  }

  /** The largest index of a pass: -1 if it has no port. */
  int lastIndex(int pass) {
    return pass == 0 ? lastOfFirstPass : lastOfSecondPass;
  }

  /** The index that a scan continues with when it has stepped to this one, possibly too far. */
  int wrap(int pass, int index) {
    return index > lastIndex(pass) ? index - candidatesPerPass() : index;
  }

  /** Distance of a port from low. */
  int distance(int pass, int index) {
    return pass + index * step;
  }

  int port(int pass, int index) {
    return range.low() + distance(pass, index);
  }

  /** The pass whose parity a port has, given its distance from low. */
  int passOf(int distance) {
    return distance & (step - 1);
  }

  /** The index of a port within its pass, given its distance from low. */
  int indexOf(int distance) {
    return distance >> (step - 1);
  }

  /** The candidates of one destination, all free but for the reserved and the bound ports. */
  Candidates newCandidates() {
    return new Candidates(this);
  }

  /** The indices of one pass whose ports are in a set. */
  BitSet indices(PortSet ports, int pass) {
    BitSet indices = new BitSet(lastIndex(pass) + 1);
    for (int index = 0; index <= lastIndex(pass); index++) {
      indices.set(index, ports.contains(port(pass, index)));
    }
    return indices;
  }
}
