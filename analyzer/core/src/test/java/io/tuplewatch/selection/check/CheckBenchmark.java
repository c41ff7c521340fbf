package io.tuplewatch.selection.check;

import io.tuplewatch.selection.recorded.DestinationSample;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.replay.Replay;
import io.tuplewatch.selection.replay.WhatIf;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Processor seconds of check, replay and what-ifs on ports that different software selected.
 * Arguments: connects, destinations, connects a second, one {@link PortMaker}, {@code all} for
 * every destination.
 */
public final class CheckBenchmark {

  private CheckBenchmark() {}

  public static void main(String[] args) throws Exception {
    int connects = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 50;
    double perSecond = args.length > 2 ? Double.parseDouble(args[2]) : 1;
    for (PortMaker maker : PortMaker.values()) {
      if (args.length > 3 && !args[3].equals(maker.name())) {
        continue;
      }
      List<RecordedDestination> destinations = maker.destinations(connects, count, perSecond);
      if (args.length == 0 || !args[args.length - 1].equals("all")) {
        destinations = DestinationSample.choose(destinations);
      }
      double before = cpu();
      SelectionCheck check = SelectionCheck.of(destinations);
      double checked = cpu();
      Replay replay = new Replay(destinations, check.destinations(), Duration.ofMinutes(60), 0);
      replay.algorithms();
      double replayed = cpu();
      replay.effects(WhatIf.standard());
      double asked = cpu();
      System.out.printf(
          Locale.ROOT,
          "%-24s %9d connects %6d destinations: check %6.2f s, replay %6.2f s, what-ifs %6.2f s;"
              + " %s%n",
          maker,
          connects,
          destinations.size(),
          checked - before,
          replayed - checked,
          asked - replayed,
          check.pooled().get(0).verdict());
    }
  }

  private static double cpu() {
    com.sun.management.OperatingSystemMXBean os =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return os.getProcessCpuTime() / 1e9;
  }
}
