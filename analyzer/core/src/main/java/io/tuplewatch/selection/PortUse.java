package io.tuplewatch.selection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How often each port of a range was chosen. Immutable. */
public final class PortUse {

  private final PortSpace space;
  private final int[] uses;

  /**
   * @param uses one count per port of the range, by index; taken over, not copied
   */
  public PortUse(PortSpace space, int[] uses) {
    this.space = space;
    this.uses = uses;
  }

  /** A port and how often it was chosen. */
  public record HotPort(int port, int uses) {}

  public PortSpace space() {
    return space;
  }

  /** Uses of a port of the range. */
  public int uses(int port) {
    return uses[space.index(port)];
  }

  /** Uses of all ports. */
  public long total() {
    return Arrays.stream(uses).asLongStream().sum();
  }

  /** Number of ports chosen at least once. */
  public int portsUsed() {
    return (int) Arrays.stream(uses).filter(count -> count > 0).count();
  }

  /**
   * The inverse Simpson index, (sum of uses)^2 / sum of uses^2: how many ports, used equally, would
   * be as crowded. 0 if none was used.
   */
  public double effectivePorts() {
    double total = total();
    double squares = Arrays.stream(uses).mapToDouble(count -> (double) count * count).sum();
    return total == 0 ? 0 : total / squares * total;
  }

  /**
   * Simpson's evenness: {@link #effectivePorts} per available port of the first pass. 1 = all of
   * them equally used; near 0 = few take all, or fewer selections than ports; above 1 = the other
   * parity was used too; 0 if no port was available.
   */
  public double evenness() {
    int available = space.availableInFirstPass();
    return available == 0 ? 0 : effectivePorts() / available;
  }

  /** The ports chosen most, most first, the lower of equals first; only ports that were used. */
  public List<HotPort> hottest(int most) {
    return IntStream.range(0, uses.length)
        .filter(index -> uses[index] > 0)
        .mapToObj(index -> new HotPort(space.port(index), uses[index]))
        .sorted(Comparator.comparingInt(HotPort::uses).reversed().thenComparing(HotPort::port))
        .limit(most)
        .toList();
  }
}
