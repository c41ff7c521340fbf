package io.tuplewatch.report.letter;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.connection.Use;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.report.table.ListedConnect;
import io.tuplewatch.report.table.ListedFailure;
import io.tuplewatch.report.table.SeenColumns;
import io.tuplewatch.report.table.Table;
import io.tuplewatch.report.table.Tables;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which sessions of one destination to look up: failures, the clearest of them, and reuses of the
 * same ports that worked, for contrast.
 *
 * @param reuse whether they are about reuse; else they are all failures, of whatever cause
 * @param count how many failures there are to look up
 * @param from start of the first of them, epoch ns
 * @param to start of the last of them, epoch ns
 * @param clearest up to ten of them, in order of time
 * @param worked up to three reuses that worked after a longer rest, in order of time
 */
record Sessions(
    boolean reuse,
    long count,
    long from,
    long to,
    List<ListedConnect> clearest,
    List<ListedConnect> worked) {

  private static final int MOST = 10;
  private static final int MOST_WORKED = 3;

  /** A failure to choose from. */
  private record Candidate(int failure, long time, int ofPort, int doubts, double chance) {}

  private static final Comparator<Candidate> CLEAREST =
      Comparator.comparingInt(Candidate::ofPort)
          .thenComparingInt(Candidate::doubts)
          .thenComparingDouble(candidate -> -candidate.chance)
          .thenComparingInt(Candidate::failure);

  static Sessions of(Diagnosis diagnosis, ReuseLog reuses, Finding finding) {
    boolean reuse = finding.causes().getOrDefault(Cause.EARLY_REUSE, 0L) > 0;
    List<FailureCause> failures = diagnosis.findings().failures();
    List<Candidate> candidates = new ArrayList<>();
    Map<Integer, Integer> ofPort = new HashMap<>();
    for (int i = 0; i < failures.size(); i++) {
      FailureCause failure = failures.get(i);
      if (isOf(failure, finding, reuse)) {
        int port = failure.attempt().use().key().tuple().localPort();
        int number = ofPort.merge(port, 1, Integer::sum);
        candidates.add(
            new Candidate(
                i,
                failure.attempt().use().wallTime(),
                number,
                doubts(failure),
                reuse ? failure.reuseProbability() : 0));
      }
    }
    List<ListedConnect> clearest =
        candidates.stream()
            .sorted(CLEAREST)
            .limit(MOST)
            .sorted(Comparator.comparingInt(Candidate::failure))
            .map(c -> ListedFailure.of(reuses.uses(), failures.get(c.failure)).connect())
            .toList();
    List<ListedConnect> worked = reuse ? worked(reuses.uses(), finding, clearest) : List.of();
    LongSummaryStatistics times =
        candidates.stream().mapToLong(Candidate::time).summaryStatistics();
    return new Sessions(reuse, candidates.size(), times.getMin(), times.getMax(), clearest, worked);
  }

  /** A session is clear where it was seen from open to close, and only it lies before the SYN. */
  private static int doubts(FailureCause failure) {
    Use previous = failure.attempt().previous();
    return previous == null
        ? 4
        : (previous.connected() ? 0 : 1)
            + (previous.startKnown() ? 0 : 1)
            + (failure.attempt().idleAtMost() ? 2 : 0);
  }

  private static boolean isOf(FailureCause failure, Finding finding, boolean reuse) {
    boolean wanted =
        reuse
            ? failure.cause() == Cause.EARLY_REUSE
            : failure.cause() != Cause.CLOSED_BY_APPLICATION;
    return wanted && isTo(finding.reuse().destination(), failure.attempt().use().key());
  }

  private static boolean isTo(Destination destination, ReuseKey key) {
    FourTuple tuple = key.tuple();
    return destination.remotePort() == tuple.remotePort()
        && destination.remoteAddress().equals(tuple.remoteAddress())
        && Objects.equals(destination.localAddress(), tuple.localAddress())
        && destination.realm().equals(key.realm());
  }

  /** The shortest rests above the limit, ports of {@code clearest} first. */
  private static List<ListedConnect> worked(
      ClassifiedUses uses, Finding finding, List<ListedConnect> clearest) {
    Lifetime lifetime = finding.lifetime();
    if (!lifetime.ends()) {
      return List.of();
    }
    List<Integer> ports = clearest.stream().map(c -> port(c.connect().use().key())).toList();
    boolean[] asked = new boolean[uses.all().destinations()];
    for (int number = 0; number < asked.length; number++) {
      asked[number] = isTo(finding.reuse().destination(), uses.all().key(number, 0));
    }
    List<Integer> indexes = new ArrayList<>();
    for (int index = 0; index < uses.size(); index++) {
      if (asked[uses.destination(index)]
          && uses.result(index) == AttemptResult.WORKED
          && uses.previousRow(index) != ClassifiedUses.NO_PREVIOUS
          && uses.idle(index) >= lifetime.highNanos()
          && !uses.idleAtMost(index)) {
        indexes.add(index);
      }
    }
    return indexes.stream()
        .sorted(
            Comparator.comparing((Integer index) -> !ports.contains(portAt(uses, index)))
                .thenComparingLong(uses::idle))
        .limit(MOST_WORKED)
        .sorted()
        .map(index -> ListedConnect.at(uses, index))
        .toList();
  }

  private static int port(ReuseKey key) {
    return key.tuple().localPort();
  }

  private static int portAt(ClassifiedUses uses, int index) {
    return uses.all().localPort(uses.row(index));
  }

  /** The four-tuples of the clearest that can be put into filters. */
  List<Endpoints> endpoints() {
    return clearest.stream()
        .map(connect -> Endpoints.of(connect.connect().use().key().tuple()))
        .flatMap(Stream::ofNullable)
        .toList();
  }

  /** Writes all of them as CSV, in order of time. */
  static void writeAll(Diagnosis diagnosis, ReuseLog reuses, Finding finding, Writer out)
      throws IOException {
    boolean reuse = finding.causes().getOrDefault(Cause.EARLY_REUSE, 0L) > 0;
    Table<ListedFailure> table = SeenColumns.after(Tables.FAILURES, diagnosis.findings().audit());
    table.writeHead(out);
    for (FailureCause failure : diagnosis.findings().failures()) {
      if (isOf(failure, finding, reuse)) {
        table.write(ListedFailure.of(reuses.uses(), failure), out);
      }
    }
  }
}
