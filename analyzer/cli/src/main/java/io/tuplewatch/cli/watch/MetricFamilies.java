package io.tuplewatch.cli.watch;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.stream.Stream;

/** The metric families of {@link Metrics}: names, units and labels. Thread-safe. */
final class MetricFamilies {

  private static final String[] DESTINATION = {
    "process_pid", "process_command", "server_address", "server_port"
  };
  private static final String[] JVM = {"process_pid", "process_command"};

  /** From a connect within the machine to those that waited for the fifth SYN. */
  private static final double[] BOUNDS = {
    .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2, 4, 8, 16
  };

  final Counter connects;
  final Counter failures;
  final Counter unsent;
  final Counter earlyReuses;
  final Counter failedEarlyReuses;
  final Counter answeredLate;
  final Histogram duration;
  final Gauge freePorts;
  final Gauge lag;
  final Gauge missed;

  /** All at 0, taken by the registry. */
  MetricFamilies(PrometheusRegistry registry) {
    connects =
        counter("tuplewatch_connects", "Connect attempts that worked or failed.", DESTINATION)
            .register(registry);
    failures =
        counter(
                "tuplewatch_connect_failures",
                "Connect attempts that failed: no answer, refused, reset, or rejected after a SYN.",
                withErrorType())
            .withExemplars()
            .register(registry);
    unsent =
        counter(
                "tuplewatch_connects_unsent",
                "Connect attempts that failed before a SYN was sent.",
                withErrorType())
            .register(registry);
    earlyReuses =
        counter(
                "tuplewatch_early_reuses",
                "Connect attempts on a four-tuple idle for less than the firewall timeout.",
                DESTINATION)
            .register(registry);
    failedEarlyReuses =
        counter(
                "tuplewatch_failed_early_reuses",
                "Early reuses that failed although their four-tuple had worked before.",
                DESTINATION)
            .withExemplars()
            .register(registry);
    answeredLate =
        counter(
                "tuplewatch_connects_answered_late",
                "Connects that worked, but not before their second or a later SYN was due.",
                DESTINATION)
            .register(registry);
    duration =
        Histogram.builder()
            .name("tuplewatch_connect_duration_seconds")
            .help("Time of connect attempts that worked, from the call of the kernel on.")
            .unit(Unit.SECONDS)
            .labelNames(DESTINATION)
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .withoutExemplars()
            .register(registry);
    freePorts =
        Gauge.builder()
            .name("tuplewatch_free_source_ports")
            .help("Ports of the ephemeral range that are not in use toward the destination.")
            .labelNames(DESTINATION)
            .register(registry);
    lag =
        Gauge.builder()
            .name("tuplewatch_watch_lag_seconds")
            .help("How far behind the JVM its events were when they were read.")
            .unit(Unit.SECONDS)
            .labelNames(JVM)
            .register(registry);
    missed =
        Gauge.builder()
            .name("tuplewatch_missed_connects")
            .help("Connects the agent has counted whose events were never read.")
            .labelNames(JVM)
            .register(registry);
  }

  private static Counter.Builder counter(String name, String help, String[] labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).withoutExemplars();
  }

  private static String[] withErrorType() {
    return Stream.concat(Stream.of(DESTINATION), Stream.of("error_type")).toArray(String[]::new);
  }

  /** All of them; the labels of each begin with those of a JVM. */
  List<StatefulMetric<?, ?>> all() {
    return List.of(
        connects,
        failures,
        unsent,
        earlyReuses,
        failedEarlyReuses,
        answeredLate,
        duration,
        freePorts,
        lag,
        missed);
  }
}
