package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.NamespaceOpens;
import io.tuplewatch.evidence.DestinationEvidence;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the evidence comes to: a verdict for each destination, a cause for each failure.
 *
 * @param nat whether the firewall sees the tuples of the recordings
 * @param evidence that the causes come from
 * @param destinations in the order of {@link Diagnosis#destinations}
 * @param causes failed attempts by cause; those without a tuple among them
 * @param failures in order of wall time; made anew at every step
 */
public record Findings(
    Nat nat,
    Evidence evidence,
    List<Finding> destinations,
    Map<Cause, Long> causes,
    List<FailureCause> failures) {

  /**
   * Of one destination.
   *
   * @param causes failed attempts by cause; those without a tuple are not among them
   */
  public record Finding(
      DestinationReuse reuse,
      Verdict verdict,
      DestinationEvidence evidence,
      Map<Cause, Long> causes) {}

  /** {@code failed} are {@link Survey#failures}. */
  static Findings of(
      ReuseLog reuses,
      Places failed,
      List<NamespaceOpens> opens,
      List<DestinationReuse> destinations,
      Summary summary,
      Nat nat) {
    Evidence evidence = Evidence.of(opens, reuses);
    Causes causes = new Causes(evidence);
    Map<Cause, Long> counts = new EnumMap<>(Cause.class);
    Map<Destination, Map<Cause, Long>> byDestination = new HashMap<>();
    ClassifiedUses uses = reuses.uses();
    FailureCauses failures = new FailureCauses(uses);
    for (int place : failed.toArray()) {
      FailureCause failure = causes.of(uses, place);
      if (failure != null) {
        counts.merge(failure.cause(), 1L, Long::sum);
        byDestination
            .computeIfAbsent(
                Destination.of(failure.attempt().use().key()), d -> new EnumMap<>(Cause.class))
            .merge(failure.cause(), 1L, Long::sum);
        failures.addAt(place, failure);
      }
    }
    summary
        .apart()
        .forEach(
            (result, count) -> {
              Cause cause = Cause.beforeSyn(result);
              if (cause != null) {
                counts.merge(cause, count, Long::sum);
              }
            });
    List<Finding> findings =
        destinations.stream().map(reuse -> finding(reuse, evidence, byDestination)).toList();
    return new Findings(nat, evidence, findings, counts, failures);
  }

  private static Finding finding(
      DestinationReuse reuse, Evidence evidence, Map<Destination, Map<Cause, Long>> causes) {
    Destination d = reuse.destination();
    DestinationEvidence own =
        evidence.of(d.realm(), d.localAddress(), d.remoteAddress(), d.remotePort());
    return new Finding(
        reuse, Verdict.of(reuse, own), own, causes.getOrDefault(reuse.destination(), Map.of()));
  }
}
