package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.Quality;
import io.tuplewatch.connection.QualityCounter;
import io.tuplewatch.connection.StatusCheck;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.evidence.comparison.MultipleTests;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.witness.Witnesses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Diagnoses of parts of the recordings, put together to what one diagnosis of all of them is. */
final class DiagnosedParts {

  private static final Comparator<FailureCause> IN_TIME =
      Comparator.comparingLong((FailureCause failure) -> failure.attempt().use().wallTime())
          .thenComparing(failure -> failure.attempt().use(), ReuseDetector.IN_TIME);

  private static final Comparator<ClassifiedUse> WORST_FIRST =
      Comparator.comparing(ClassifiedUse::failedEarlyReuse, Comparator.reverseOrder())
          .thenComparingLong(ClassifiedUse::idle)
          .thenComparingLong(reuse -> reuse.use().wallTime())
          .thenComparingLong(reuse -> reuse.use().jvmId())
          .thenComparingLong(reuse -> reuse.use().connectionNumber());

  private final List<Diagnosis> parts;
  private final StatusCheck statuses;

  private DiagnosedParts(List<Diagnosis> parts, StatusCheck statuses) {
    this.parts = parts;
    this.statuses = statuses;
  }

  /** As {@link Diagnosis#together}. */
  static Diagnosis together(
      List<Diagnosis> parts, List<Recording> recordings, StatusCheck statuses) {
    return new DiagnosedParts(parts, statuses).together(recordings);
  }

  private Diagnosis together(List<Recording> recordings) {
    List<DestinationReuse> destinations =
        DestinationOrder.worstFirst(all(Diagnosis::destinations).toList(), Function.identity());
    List<ClassifiedUse> worst = all(Diagnosis::worstReuses).sorted(WORST_FIRST).toList();
    long failed = worst.stream().filter(ClassifiedUse::failedEarlyReuse).count();
    long listed = Math.min(worst.size(), failed + Diagnosis.MAX_OTHER_REUSES);
    boolean truncated = parts.stream().anyMatch(Diagnosis::worstReusesTruncated);
    return new Diagnosis(
        parts.get(0).idleTimeout(),
        List.copyOf(recordings),
        summary(),
        destinations,
        jvms().stream().sorted(JvmReuses.WORST_FIRST).toList(),
        worst.subList(0, (int) listed),
        truncated || listed < worst.size(),
        all(Diagnosis::settings).sorted(Comparator.comparingLong(SettingsPeriod::jvmId)).toList(),
        CountedDestination.together(all(Diagnosis::counted).toList()),
        quality(),
        findings(destinations));
  }

  private <T> Stream<T> all(Function<Diagnosis, List<T>> list) {
    return parts.stream().flatMap(part -> list.apply(part).stream());
  }

  /** A JVM that is in several parts once, with its connects to all destinations. */
  private Collection<JvmReuse> jvms() {
    Map<Long, JvmReuse> byId = new HashMap<>();
    all(Diagnosis::jvms).forEach(jvm -> byId.merge(jvm.jvmId(), jvm, JvmReuse::and));
    return byId.values();
  }

  private Summary summary() {
    List<Summary> recorded =
        parts.stream().map(Diagnosis::summary).filter(part -> part.jvms() > 0).toList();
    Map<AttemptResult, Long> apart = new EnumMap<>(AttemptResult.class);
    recorded.forEach(part -> part.apart().forEach((r, count) -> apart.merge(r, count, Long::sum)));
    return new Summary(
        recorded.stream().mapToLong(Summary::from).min().orElse(0),
        recorded.stream().mapToLong(Summary::to).max().orElse(0),
        jvms().size(),
        Tallies.sum(parts.stream().map(part -> part.summary().connects()).toList()),
        apart,
        recorded.stream().mapToLong(Summary::unsentFrom).filter(time -> time > 0).min().orElse(0),
        recorded.stream().mapToLong(Summary::unsentTo).max().orElse(0));
  }

  private Quality quality() {
    Quality quality = new Quality();
    parts.forEach(part -> quality.merge(part.quality()));
    quality.set(QualityCounter.EVENTS_NOT_READ, statuses.missing());
    return quality;
  }

  private Findings findings(List<DestinationReuse> inOrder) {
    Map<Destination, Findings.Finding> byDestination = new HashMap<>();
    Map<Cause, Long> causes = new EnumMap<>(Cause.class);
    MultipleTests tests = MultipleTests.NONE;
    for (Diagnosis part : parts) {
      Findings own = part.findings();
      own.destinations().forEach(each -> byDestination.put(each.reuse().destination(), each));
      own.causes().forEach((cause, count) -> causes.merge(cause, count, Long::sum));
      tests = tests.and(own.tests());
    }
    return new Findings(
        parts.get(0).findings().nat(),
        Evidence.together(parts.stream().map(part -> part.findings().evidence()).toList()),
        inOrder.stream().map(reuse -> byDestination.get(reuse.destination())).toList(),
        causes,
        found(Findings::failures).sorted(IN_TIME).collect(Collectors.toCollection(ArrayList::new)),
        found(Findings::outages).sorted(Outage.IN_TIME).toList(),
        found(Findings::limits).sorted(Comparator.comparing(ConnectLimit::destination)).toList(),
        found(Findings::lateAnswers).sorted(LateAnswers.ORDER).toList(),
        tests,
        new Audit(Witnesses.NONE));
  }

  private <T> Stream<T> found(Function<Findings, List<T>> list) {
    return parts.stream().flatMap(part -> list.apply(part.findings()).stream());
  }
}
