package io.tuplewatch.cli.watch;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.tuplewatch.cli.jvm.FreePorts;
import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.report.TupleText;
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

  /** Characters of a label; a name of any length and kind can come from a JVM. */
  private static final int LONGEST_LABEL = 100;

  /** A failure of one of these is told from the first on, as it has been 0 before. */
  private static final List<Outcome> USUAL_FAILURES = List.of(Outcome.TIMED_OUT, Outcome.REFUSED);

  private final int mostDestinations;
  private final Map<JvmName, Map<Board.Destination, Series>> series = new HashMap<>();

  private final MetricFamilies families;

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
    this.families = new MetricFamilies(registry);
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
        families
            .failures
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
      families.unsent.labelValues(withErrorType(of, connect.result().name())).inc();
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
      families.failures.initLabelValues(withErrorType(labels, outcome.name()));
    }
    return new Series(
        destination,
        families.connects.labelValues(labels),
        families.earlyReuses.labelValues(labels),
        families.failedEarlyReuses.labelValues(labels),
        families.answeredLate.labelValues(labels),
        families.duration.labelValues(labels));
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
    families.lag.labelValues(labels).set(events.lag().toNanos() / 1e9);
    families.missed.labelValues(labels).set((double) events.missed());
  }

  /** Takes the free source ports of a JVM toward its destinations. */
  public synchronized void freePorts(JvmName jvm, FreePorts ports) {
    for (Board.Destination destination : series.getOrDefault(jvm, Map.of()).keySet()) {
      long free =
          destination.isOther() ? -1 : ports.toward(destination.address(), destination.port());
      if (free >= 0) {
        families.freePorts.labelValues(labels(destination)).set((double) free);
      }
    }
  }

  /** A JVM that is not watched any more is not served any more. */
  public synchronized void remove(JvmName jvm) {
    series.remove(jvm);
    String pid = String.valueOf(jvm.pid());
    String name = label(jvm.name());
    for (StatefulMetric<?, ?> metric : families.all()) {
      metric.removeIf(labels -> labels.get(0).equals(pid) && labels.get(1).equals(name));
    }
  }
}
