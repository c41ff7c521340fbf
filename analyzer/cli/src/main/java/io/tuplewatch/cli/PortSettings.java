package io.tuplewatch.cli;

import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.algorithm.Sequential;
import io.tuplewatch.selection.simulation.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The sysctls that decide which source port a connect() gets.
 *
 * @param twReuse tcp_tw_reuse: 0, 1, or 2 for loopback only
 * @param algorithms what these settings make of port selection, or what they are to be compared for
 */
record PortSettings(
    PortRange range,
    PortSet reserved,
    int twReuse,
    Duration twReuseDelay,
    List<SelectionAlgorithm> algorithms) {

  /** Linux as it comes. */
  static final PortSettings LINUX_DEFAULT =
      new PortSettings(
          PortRange.LINUX_DEFAULT,
          PortSet.NONE,
          2,
          ConnectionEnd.TAKEOVER_DELAY,
          List.of(new Sequential()));

  /** The run of the mail that proposed random retry. */
  static final PortSettings SEED =
      new PortSettings(
          Presets.seed().space().range(),
          Presets.simpleReservedPorts(),
          2,
          ConnectionEnd.TAKEOVER_DELAY,
          Presets.seedAlgorithms());

  /**
   * Reads the settings of a machine.
   *
   * @param directory /proc/sys/net/ipv4, or the like of it
   * @throws UnusableInput if there is no port range, or a file does not hold what it should
   */
  static PortSettings read(Path directory) throws UnusableInput {
    if (!Files.isReadable(directory.resolve("ip_local_port_range"))) {
      throw UnusableInput.of(
          directory.toString(), "no port settings to read here; give --range and --reserved");
    }
    return new PortSettings(
        read(directory, "ip_local_port_range", "", PortRange::parse),
        read(directory, "ip_local_reserved_ports", "", PortSet::parse),
        read(directory, "tcp_tw_reuse", "2", Integer::parseInt),
        Duration.ofMillis(read(directory, "tcp_tw_reuse_delay", "1000", Integer::parseInt)),
        List.of(algorithm(directory)));
  }

  private static SelectionAlgorithm algorithm(Path directory) throws UnusableInput {
    Map<String, Integer> values = new HashMap<>();
    for (SelectionAlgorithm each : SelectionAlgorithms.all()) {
      String sysctl = each.sysctl();
      if (sysctl != null) {
        values.put(sysctl, read(directory, sysctl, "-1", Integer::parseInt));
      }
    }
    return SelectionAlgorithms.configuredBy(name -> values.getOrDefault(name, -1));
  }

  /** One sysctl; one that this kernel does not have counts as its default. */
  private static <T> T read(Path directory, String name, String absent, Function<String, T> reader)
      throws UnusableInput {
    Path file = directory.resolve(name);
    try {
      return reader.apply(Files.exists(file) ? InputFiles.text(file).strip() : absent);
    } catch (IOException | IllegalArgumentException e) {
      throw UnusableInput.of(file.toString(), "not a setting of port selection", e);
    }
  }
}
