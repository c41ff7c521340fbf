package io.tuplewatch.cli.watch;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;
import io.tuplewatch.cli.jvm.FreePorts;
import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.report.TupleText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The same counts for Prometheus. Names, units and labels follow OpenTelemetry's conventions; all
 * are explained in docs/watch.md. Of each JVM the destinations seen first are told apart, the
 * others counted as {@code other}. Thread-safe.
 */
public final class Metrics implements Consumer<SeenConnect> {

  private static final String[] DESTINATION = {
    "process_pid", "process_command", "server_address", "server_port"
  };
  private static final String[] JVM = {"process_pid", "process_command"};

  /** Characters of a label; a name of any length and kind can come from a JVM. */
  private static final int LONGEST_LABEL = 100;

  /** From a connect within the machine to those that waited for the fifth SYN. */
  private static final double[] BOUNDS = {
    .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2, 4, 8, 16
  };

  /** A failure of one of these is told from the first on, as it has been 0 before. */
  private static final List<Outcome> USUAL_FAILURES = List.of(Outcome.TIMED_OUT, Outcome.REFUSED);

  private final int mostDestinations;
  private final Map<JvmName, Map<Board.Destination, Series>> series = new HashMap<>();

  private final Counter connects;
  private final Counter failures;
  private final Counter unsent;
  private final Counter earlyReuses;
  private final Counter failedEarlyReuses;
  private final Counter answeredLate;
  private final Histogram duration;
  private final Gauge freePorts;
  private final Gauge lag;
  private final Gauge missed;

  /** The data points of one destination. */
  private record Series(
      Board.Destination destination,
      CounterDataPoint connects,
      CounterDataPoint earlyReuses,
      CounterDataPoint failedEarlyReuses,
      CounterDataPoint answeredLate,
      DistributionDataPoint duration) {}

  /**
   * All at 0.
   *
   * @param registry takes the metrics
   * @param mostDestinations of a JVM, 1 or more
   */
  public Metrics(PrometheusRegistry registry, int mostDestinations) {
    this.mostDestinations = mostDestinations;
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
    List<String> labels = new ArrayList<>(List.of(DESTINATION));
    labels.add("error_type");
    return labels.toArray(new String[0]);
  }

  @Override
  public synchronized void accept(SeenConnect connect) {
    Series of = series(connect);
    if (connect.judged()) {
      of.connects().inc();
      if (connect.earlyReuse()) {
        of.earlyReuses().inc();
      }
      if (connect.failed()) {
        failures
            .labelValues(withErrorType(of, connect.outcome().name()))
            .incWithExemplar(tuple(connect));
      } else {
        of.duration().observe(connect.use().pendingNanos() / 1e9);
      }
      if (connect.failedEarlyReuse()) {
        of.failedEarlyReuses().incWithExemplar(tuple(connect));
      }
      if (connect.answeredLate()) {
        of.answeredLate().inc();
      }
    } else if (connect.result().failedBeforeSyn()) {
      unsent.labelValues(withErrorType(of, connect.result().name())).inc();
    }
  }

  /** OpenMetrics allows 128 characters in all. */
  private static Labels tuple(SeenConnect connect) {
    FourTuple tuple = connect.tuple();
    return Labels.of("client", TupleText.endpoint(tuple.localAddress(), tuple.localPort()));
  }

  private Series series(SeenConnect connect) {
    FourTuple tuple = connect.tuple();
    Map<Board.Destination, Series> ofJvm =
        series.computeIfAbsent(connect.jvm(), j -> new HashMap<>());
    Board.Destination own =
        new Board.Destination(connect.jvm(), tuple.remoteAddress(), tuple.remotePort());
    Series known = ofJvm.get(own);
    if (known != null) {
      return known;
    }
    boolean room = ofJvm.size() < mostDestinations;
    return ofJvm.computeIfAbsent(
        room ? own : new Board.Destination(connect.jvm(), Board.OTHER, 0), this::newSeries);
  }

  private Series newSeries(Board.Destination destination) {
    String[] labels = labels(destination);
    for (Outcome outcome : USUAL_FAILURES) {
      failures.initLabelValues(withErrorType(labels, outcome.name()));
    }
    return new Series(
        destination,
        connects.labelValues(labels),
        earlyReuses.labelValues(labels),
        failedEarlyReuses.labelValues(labels),
        answeredLate.labelValues(labels),
        duration.labelValues(labels));
  }

  private static String[] labels(Board.Destination destination) {
    JvmName jvm = destination.jvm();
    return new String[] {
      String.valueOf(jvm.pid()),
      label(jvm.name()),
      label(destination.address()),
      destination.isOther() ? "" : String.valueOf(destination.port())
    };
  }

  /** As on a terminal: whoever looks at the metrics with curl sees them there. */
  private static String label(String text) {
    return SafeText.of(text, LONGEST_LABEL);
  }

  private static String[] withErrorType(Series of, String errorType) {
    return withErrorType(labels(of.destination()), errorType);
  }

  private static String[] withErrorType(String[] labels, String errorType) {
    return new String[] {labels[0], labels[1], labels[2], labels[3], errorType};
  }

  /** Takes what a JVM's events say of themselves. */
  public void health(JvmEvents events) {
    String[] labels = {String.valueOf(events.jvm().pid()), label(events.jvm().name())};
    lag.labelValues(labels).set(events.lag().toNanos() / 1e9);
    missed.labelValues(labels).set((double) events.missed());
  }

  /** Takes the free source ports of a JVM toward its destinations. */
  public synchronized void freePorts(JvmName jvm, FreePorts ports) {
    for (Board.Destination destination : series.getOrDefault(jvm, Map.of()).keySet()) {
      long free =
          destination.isOther() ? -1 : ports.toward(destination.address(), destination.port());
      if (free >= 0) {
        freePorts.labelValues(labels(destination)).set((double) free);
      }
    }
  }

  /** A JVM that is not watched any more is not served any more. */
  public synchronized void remove(JvmName jvm) {
    series.remove(jvm);
    String pid = String.valueOf(jvm.pid());
    String name = label(jvm.name());
    for (StatefulMetric<?, ?> metric :
        List.of(
            connects,
            failures,
            unsent,
            earlyReuses,
            failedEarlyReuses,
            answeredLate,
            duration,
            freePorts,
            lag,
            missed)) {
      metric.removeIf(labels -> labels.get(0).equals(pid) && labels.get(1).equals(name));
    }
  }
}
