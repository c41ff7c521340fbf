package io.tuplewatch.selection.check;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.SelectionSettings;
import io.tuplewatch.selection.simulation.KernelPorts;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A destination whose ports one of the modelled algorithms made, and what a recording has of it;
 * all drawn from a seed.
 *
 * @param perSecond connects of all processes
 * @param windows re-salt windows it lasts
 * @param seen share of the connects that is recorded
 * @param timeWaitSeconds how long a tuple stays in use after its connect
 * @param disorder mean delay between a recorded start and the kernel's choice, ns
 * @param stalled share of the connects that are held up in between, by up to 100 ms
 * @param list what the recording says of the reserved ports
 */
record SimulatedDestination(
    long seed,
    String algorithm,
    PortSpace space,
    double perSecond,
    int windows,
    double seen,
    int timeWaitSeconds,
    double disorder,
    double stalled,
    RecordedList list) {

  /** What the recording says of the reserved ports. */
  enum RecordedList {
    TRUE,
    ABSENT,
    EMPTY,
    ANOTHER
  }

  private static final int MOST_CONNECTS = 3000;
  private static final double SECOND = 1e9;
  private static final long BOOT = 1_700_000_000_000_000_000L;

  /** More of those that are likelier to be met. */
  static final List<String> ALGORITHMS =
      List.of(
          "sequential",
          "sequential",
          "random-retry",
          "random-retry",
          "random-retry-as-mailed",
          "random-step=65535",
          "random-step=1000",
          "random-step=200");

  private static final String[] RANGES = {
    "32768-60999", "32768-60999", "9000-65499", "1024-65535", "10000-19999", "20001-60000"
  };

  static SimulatedDestination of(long seed, RecordedList list) {
    SplittableRandom random = new SplittableRandom(seed);
    String algorithm = ALGORITHMS.get(random.nextInt(ALGORITHMS.size()));
    PortRange range = PortRange.parse(RANGES[random.nextInt(RANGES.length)]);
    PortSet reserved = reserved(range, random);
    boolean bound = random.nextInt(5) == 0;
    PortSpace space =
        new PortSpace(range, reserved, bound ? some(range, 5, random) : PortSet.NONE, 2);
    double perSecond = Math.pow(10, -1 + 3 * random.nextDouble());
    int windows = (int) (3 * Math.pow(100, random.nextDouble()));
    return new SimulatedDestination(
        seed,
        algorithm,
        space,
        perSecond,
        (int) Math.max(3, Math.min(windows, MOST_CONNECTS / (10 * perSecond))),
        new double[] {1, 1, .6, .3}[random.nextInt(4)],
        random.nextBoolean() ? 60 : 0,
        random.nextInt(3) == 0 ? 2e5 : 0,
        random.nextInt(4) == 0 ? .02 : 0,
        list);
  }

  private static PortSet reserved(PortRange range, SplittableRandom random) {
    int size = range.size();
    return switch (random.nextInt(7)) {
      case 0 -> PortSet.NONE;
      case 1 -> some(range, 12, random);
      case 2 -> block(range, size / 50, random);
      case 3 -> block(range, size / 6, random);
      case 4 -> block(range, size / 3, random).union(block(range, size / 20, random));
      case 5 -> some(range, size / 4, random);
      default -> block(range, size / 6, random).union(some(range, size / 8, random));
    };
  }

  private static PortSet block(PortRange range, int size, SplittableRandom random) {
    BitSet ports = new BitSet();
    int low = range.low() + random.nextInt(range.size() - size);
    ports.set(low, low + size);
    return PortSet.of(ports);
  }

  private static PortSet some(PortRange range, int count, SplittableRandom random) {
    BitSet ports = new BitSet();
    for (int n = 0; n < count; n++) {
      ports.set(range.low() + random.nextInt(range.size()));
    }
    return PortSet.of(ports);
  }

  RecordedDestination recorded() {
    SplittableRandom random = new SplittableRandom(seed + 1);
    SelectionAlgorithm of = SelectionAlgorithms.named(algorithm);
    KernelPorts kernel = new KernelPorts(space, of, 1, seed);
    ConnectTimeline.Builder timeline = new ConnectTimeline.Builder();
    long phase = random.nextLong((long) (10 * SECOND));
    double now = phase;
    while (true) {
      now += -Math.log(1 - random.nextDouble()) / perSecond * SECOND;
      if (now - phase > windows * 10 * SECOND) {
        break;
      }
      connect(kernel, (long) now, phase, random, timeline);
    }
    DestinationKey key = new DestinationKey("realm", "10.0.0.5", "10.9.0.1", 443);
    return new RecordedDestination(key, settings(random), timeline.build());
  }

  private void connect(
      KernelPorts kernel,
      long now,
      long phase,
      SplittableRandom random,
      ConnectTimeline.Builder timeline) {
    int port = kernel.choose(0, now);
    if (port == KernelPorts.NONE) {
      return;
    }
    long free = now + (long) (timeWaitSeconds * SECOND);
    kernel.hold(0, now, now, free);
    if (random.nextDouble() < seen) {
      // The windows begin at multiples of 10 s for the kernel; the recording's clock is elsewhere.
      long started = BOOT + now - 3 * phase - heldUp(random);
      int flags =
          ConnectTimeline.JUDGED
              | ConnectTimeline.CONNECTED
              | (timeWaitSeconds > 0 ? ConnectTimeline.TIME_WAIT : 0);
      timeline.add(started, started + 100_000, started + 100_000, port, flags);
    }
  }

  private long heldUp(SplittableRandom random) {
    double stall = random.nextDouble() < stalled ? .1 * SECOND * random.nextDouble() : 0;
    return (long) (stall - Math.log(1 - random.nextDouble()) * disorder);
  }

  private SelectionSettings settings(SplittableRandom random) {
    PortSet another = block(space.range(), space.range().size() / 8, random);
    @Nullable PortSet reserved =
        switch (list) {
          case TRUE -> space.reserved();
          case ABSENT -> null;
          case EMPTY -> PortSet.NONE;
          case ANOTHER -> another;
        };
    return new SelectionSettings("7.2.13", space.range(), reserved, -1, -1, 0, 1000);
  }
}
