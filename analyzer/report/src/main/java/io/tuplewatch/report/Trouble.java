package io.tuplewatch.report;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.Use;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.ConnectLimit;
import io.tuplewatch.diagnosis.DestinationReuse;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.Outage;
import io.tuplewatch.diagnosis.Summary;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.report.FirstScreen.Kind;
import io.tuplewatch.report.table.ListedConnect;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the trouble of a diagnosis is: the cause that explains most failures, and the destination
 * that has most of them.
 *
 * @param subject the destination the verdict is about; null where there is none
 */
record Trouble(Diagnosis diagnosis, Kind kind, @Nullable Finding subject) {

  private static final Pattern PLAIN_FILE = Pattern.compile("[\\w/][\\w./-]{0,34}");

  /** What the trouble of a diagnosis is. */
  static Trouble of(Diagnosis diagnosis) {
    return TroubleSearch.of(diagnosis);
  }

  /**
   * What else the trouble is, where another cause explains at least half as many failures as the
   * first one does.
   */
  Optional<Trouble> second() {
    long first = count(kind);
    return TroubleSearch.kindsWithACause().stream()
        .filter(other -> kind.named() && other != kind && count(other) > 0)
        .filter(other -> 2 * count(other) >= first)
        .max(Comparator.comparingLong(this::count))
        .map(other -> new Trouble(diagnosis, other, TroubleSearch.subject(diagnosis, other)));
  }

  /** How many failures have the cause that makes a trouble of this kind. */
  private long count(Kind kind) {
    Cause cause = TroubleSearch.cause(kind);
    return cause == null
        ? unsent().values().stream().mapToLong(Long::longValue).sum()
        : count(cause);
  }

  /** That connects work late where their ports were used shortly before. */
  Optional<ScreenDelay> delay() {
    return ScreenDelay.of(diagnosis);
  }

  /** The destination the verdict is about, which must be there. */
  Finding about() {
    return Objects.requireNonNull(subject);
  }

  /** How many failures after a SYN have this cause. */
  long count(Cause cause) {
    return diagnosis.findings().destinations().stream()
        .mapToLong(finding -> finding.causes().getOrDefault(cause, 0L))
        .sum();
  }

  /** Attempts that failed before a SYN was sent, by result. */
  Map<AttemptResult, Long> unsent() {
    return TroubleSearch.unsent(diagnosis.summary());
  }

  /** Connects that worked or failed. */
  Tally all() {
    return diagnosis.summary().connects().all();
  }

  /** Destinations with a failure, most failures first. */
  List<Finding> failing() {
    return diagnosis.findings().destinations().stream()
        .filter(finding -> finding.reuse().tallies().all().failed() > 0)
        .sorted(
            Comparator.comparingLong((Finding f) -> -f.reuse().tallies().all().failed())
                .thenComparing(f -> f.reuse().destination()))
        .toList();
  }

  /** Those of the destination the verdict is about, in order of time. */
  List<Outage> outages() {
    return subject == null
        ? List.of()
        : diagnosis.findings().outages().stream()
            .filter(outage -> outage.destination().equals(subject.reuse().destination()))
            .toList();
  }

  /** The limit of the destination the verdict is about; empty if none was found. */
  Optional<ConnectLimit> limit() {
    return diagnosis.findings().limits().stream()
        .filter(one -> subject != null && one.destination().equals(subject.reuse().destination()))
        .findFirst();
  }

  /** What the agent counted of the destination, if it left connects out of the recording. */
  Optional<CountedDestination> counted() {
    return Optional.ofNullable(subject).map(diagnosis::counted);
  }

  /** The longest of them. */
  Optional<Outage> longestOutage() {
    return outages().stream().max(Comparator.comparingLong(outage -> outage.to() - outage.from()));
  }

  /** When the first and the last connect that failed had started, UTC. */
  String failedFromTo() {
    List<FailureCause> failures = diagnosis.findings().failures();
    int first = 0;
    while (!failures.get(first).attempt().failed()) {
      first++;
    }
    int last = failures.size() - 1;
    while (!failures.get(last).attempt().failed()) {
      last--;
    }
    long begin = diagnosis.summary().from();
    long from = failures.get(first).attempt().use().wallTime();
    return Wording.secondAfter(begin, from)
        + " to "
        + Wording.secondAfter(begin, failures.get(last).attempt().use().wallTime());
  }

  /** A failure by reuse whose session before is known from its open to its close, or none. */
  Optional<ListedConnect> example() {
    for (FailureCause failure : diagnosis.findings().failures()) {
      if (failure.cause() == Cause.EARLY_REUSE
          && Destination.of(failure.attempt().use().key()).equals(about().reuse().destination())) {
        Use previous = failure.attempt().previous();
        if (previous != null && previous.connected()) {
          ListedConnect connect = new ListedConnect(failure.attempt(), previous);
          if (connect.whole()) {
            return Optional.of(connect);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The recording for a command line, if it is short and plain; else "FILE". */
  String file() {
    Set<String> inputs =
        diagnosis.recordings().stream()
            .map(recording -> recording.input().toString())
            .collect(Collectors.toSet());
    String only = inputs.size() == 1 ? inputs.iterator().next() : "";
    return PLAIN_FILE.matcher(only).matches() ? only : "FILE";
  }

  String where() {
    List<DestinationReuse> all = diagnosis.destinations();
    if (all.isEmpty()) {
      return "no destination";
    }
    return all.size() == 1 ? name(all.get(0)) : Wording.count(all.size(), "destination");
  }

  static String name(DestinationReuse reuse) {
    return TupleText.destination(reuse.destination(), reuse.host());
  }

  /** Host or address and port of the other side: whom to ask. */
  static String server(DestinationReuse reuse) {
    return TupleText.endpoint(
        reuse.destination().remoteAddress(), reuse.destination().remotePort());
  }

  String when() {
    Summary summary = diagnosis.summary();
    return summary.jvms() == 0
        ? "no time"
        : Wording.second(summary.from())
            + " to "
            + Wording.secondAfter(summary.from(), summary.to())
            + " UTC ("
            + Wording.span(summary.to() - summary.from())
            + ")";
  }

  String who() {
    TreeSet<String> hosts = new TreeSet<>();
    diagnosis
        .settings()
        .forEach(
            period -> {
              String host = period.settings().hostName();
              if (host != null && !host.isEmpty()) {
                hosts.add(host);
              }
            });
    String jvms = Wording.count(diagnosis.summary().jvms(), "JVM");
    return switch (hosts.size()) {
      case 0 -> jvms;
      case 1 -> jvms + " on " + SafeText.of(hosts.first(), 24);
      default -> jvms + " on " + Wording.count(hosts.size(), "host");
    };
  }
}
