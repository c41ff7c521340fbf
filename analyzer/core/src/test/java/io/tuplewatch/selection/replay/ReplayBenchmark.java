package io.tuplewatch.selection.replay;

import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Sequential;
import io.tuplewatch.selection.check.SelectionCheck;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.SelectionSettings;
import io.tuplewatch.selection.simulation.KernelPorts;
import io.tuplewatch.selection.simulation.Presets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Seconds for the check and the replay of a million connects to ten destinations over a day; the
 * baseline is the replay with one thread.
 */
public final class ReplayBenchmark {

  private static final int DESTINATIONS = 10;
  private static final int CONNECTS = 100_000;
  private static final double RATE = 1.16;
  private static final int SEEDS = 20;

  private ReplayBenchmark() {}

  public static void main(String[] args) throws InterruptedException {
    List<RecordedDestination> destinations = new ArrayList<>();
    for (int number = 0; number < DESTINATIONS; number++) {
      destinations.add(destination(number));
    }
    int cores = Runtime.getRuntime().availableProcessors();
    long start = System.nanoTime();
    SelectionCheck check = SelectionCheck.of(destinations);
    show("check", cores, start);
    for (int threads : new int[] {cores, cores, 1}) {
      Replay replay = new Replay(destinations, check.destinations(), Duration.ofMinutes(60), SEEDS);
      start = System.nanoTime();
      InParallel.with(threads, replay::algorithms);
      show("replay, 4 algorithms, 20 seeds", threads, start);
    }
  }

  private static void show(String what, int threads, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "%-32s %d threads %6.1f s%n", what, threads, seconds);
  }

  private static RecordedDestination destination(int number) {
    SplittableRandom random = new SplittableRandom(number);
    ConnectTimeline.Builder connects = new ConnectTimeline.Builder();
    PortSpace space = new PortSpace(Presets.seed().space().range(), Presets.simpleReservedPorts());
    KernelPorts kernel = new KernelPorts(space, new Sequential(), 1, number);
    double now = 0;
    for (int n = 0; n < CONNECTS; n++) {
      now += -Math.log(1 - random.nextDouble()) * 1e9 / RATE;
      long time = (long) now;
      long close = time + (long) (-Math.log(1 - random.nextDouble()) * 2e8);
      int port = kernel.choose(0, time);
      kernel.hold(0, time, close, close + 60_000_000_000L);
      int flags = ConnectTimeline.JUDGED | ConnectTimeline.CONNECTED | ConnectTimeline.TIME_WAIT;
      connects.add(time, close, close, port, flags);
    }
    DestinationKey key = new DestinationKey("realm", "10.0.0.5", "10.9.0." + number, 443);
    SelectionSettings settings =
        new SelectionSettings(
            "6.18", Presets.seed().space().range(), Presets.simpleReservedPorts(), 0, 0, 2, 1000);
    return new RecordedDestination(key, settings, connects.build());
  }
}
