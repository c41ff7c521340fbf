package io.tuplewatch.selection.check;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.SelectionSettings;
import io.tuplewatch.selection.simulation.KernelPorts;
import io.tuplewatch.selection.simulation.Presets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Who selects the ports of a simulated recording: kernels that are modelled, and others. */
enum PortMaker {
  SEQUENTIAL("sequential", false),
  SEQUENTIAL_RESERVED("sequential", true),
  RANDOM_RETRY("random-retry", true),
  RANDOM_STEP("random-step=65535", true),
  /** As some systems and user-space stacks do: a port anywhere. */
  UNIFORM(null, false),
  UNIFORM_RESERVED(null, true),
  /** One counter for all destinations, as of an application that binds, or of other systems. */
  GLOBAL_COUNTER(null, false),
  GLOBAL_COUNTER_RESERVED(null, true),
  /** One counter for each destination, never begun anew. */
  COUNTER(null, true),
  /** Eight threads that each step on by 16 to 128. */
  STRIDES(null, true),
  /** The application bound every socket. */
  BOUND(null, false);

  private static final double SECOND = 1e9;

  private final @Nullable String algorithm;
  private final boolean reserved;

  PortMaker(@Nullable String algorithm, boolean reserved) {
    this.algorithm = algorithm;
    this.reserved = reserved;
  }

  boolean isModelled() {
    return algorithm != null;
  }

  /** Destinations of which the n-th has a share of 1 / n; those with most connects first. */
  List<RecordedDestination> destinations(int connects, int destinations, double perSecond) {
    SplittableRandom random = new SplittableRandom(name().hashCode());
    PortRange range = new PortRange(9000, 65_499);
    PortSet list = reserved ? Presets.simpleReservedPorts() : PortSet.NONE;
    PortSpace space = new PortSpace(range, list);
    KernelPorts[] kernels = new KernelPorts[destinations];
    List<ConnectTimeline.Builder> builders = new ArrayList<>();
    for (int i = 0; i < destinations; i++) {
      builders.add(new ConnectTimeline.Builder());
    }
    double[] shares = shares(destinations);
    int[] counters = new int[destinations + 8];
    double now = 3e9;
    for (int n = 0; n < connects; n++) {
      now += -Math.log(1 - random.nextDouble()) / perSecond * SECOND;
      int to = destination(shares, random.nextDouble());
      long time = (long) now;
      int port;
      if (algorithm != null) {
        if (kernels[to] == null) {
          kernels[to] =
              new KernelPorts(
                  space, SelectionAlgorithms.named(algorithm), 1, name().hashCode() + 31L * to);
        }
        port = kernels[to].choose(0, time);
        kernels[to].hold(0, time, time, time + (long) (60 * SECOND));
      } else {
        int drawn = other(to, counters, random);
        while (list.contains(range.low() + drawn)) {
          drawn = other(to, counters, random);
        }
        port = range.low() + drawn;
      }
      int flags = ConnectTimeline.JUDGED | ConnectTimeline.CONNECTED | ConnectTimeline.TIME_WAIT;
      flags |= this == BOUND ? ConnectTimeline.FIXED : 0;
      builders.get(to).add(time, time + 1_000_000, time + 1_000_000, port, flags);
    }
    SelectionSettings settings = new SelectionSettings("7.2", range, list, 0, 0, 0, 1000);
    List<RecordedDestination> all = new ArrayList<>();
    for (int i = 0; i < destinations; i++) {
      if (builders.get(i).size() > 0) {
        DestinationKey key =
            new DestinationKey(
                "realm", "10.0.0.5", String.format(Locale.ROOT, "10.9.%d.%d", i / 250, i % 250), 1);
        all.add(new RecordedDestination(key, settings, builders.get(i).build()));
      }
    }
    all.sort(Comparator.comparingInt(each -> -each.timeline().size()));
    return all;
  }

  private int other(int to, int[] counters, SplittableRandom random) {
    int size = 56_500;
    return switch (this) {
      case UNIFORM, UNIFORM_RESERVED -> random.nextInt(size);
      case GLOBAL_COUNTER, GLOBAL_COUNTER_RESERVED -> counters[0]++ % size;
      case COUNTER -> (counters[to] += 2) % size;
      case STRIDES -> (counters[random.nextInt(8)] += 16 * (1 + random.nextInt(8))) % size;
      default -> random.nextInt(size) & ~1;
    };
  }

  private static double[] shares(int destinations) {
    double[] sums = new double[destinations];
    double sum = 0;
    for (int i = 0; i < destinations; i++) {
      sum += 1.0 / (i + 1);
      sums[i] = sum;
    }
    return sums;
  }

  private static int destination(double[] sums, double drawn) {
    double at = drawn * sums[sums.length - 1];
    int low = 0;
    int high = sums.length - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (sums[middle] < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
