package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.evidence.DestinationEvidence;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.search.Delay;
import io.tuplewatch.reuse.ClassifiedUses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long sessions are kept, by destination: as far as failures show, and beyond that as far as
 * late answers do. Not at all where a limit on connects is found and early reuses do not fail more
 * often than others: in a burst ports come again soon, and connects fail. Immutable.
 */
final class SessionLifetimes {

  private final Evidence evidence;
  private final Map<Destination, Lifetime> changed = new HashMap<>();

  /** O(failures and destinations), where late answers have to do with how long tuples were idle. */
  SessionLifetimes(
      Evidence evidence,
      List<LateAnswers> late,
      List<ConnectLimit> limits,
      ClassifiedUses uses,
      FailureCauses failures,
      List<NumberedDestination> destinations) {
    this.evidence = evidence;
    prolong(late, uses, failures, destinations);
    for (ConnectLimit limit : limits) {
      DestinationEvidence own = evidence.destination(limit.destination());
      if (!Verdict.differs(own)) {
        changed.put(limit.destination(), own.lifetime().withdrawn());
      }
    }
  }

  private void prolong(
      List<LateAnswers> late,
      ClassifiedUses uses,
      FailureCauses failures,
      List<NumberedDestination> destinations) {
    Map<Destination, Delay> delays = new HashMap<>();
    for (LateAnswers answers : late) {
      if (answers.delay() != null) {
        delays.put(answers.destination(), answers.delay());
      }
    }
    if (delays.isEmpty()) {
      return;
    }
    long[] longest = longestAttempts(uses, failures);
    for (NumberedDestination one : destinations) {
      Destination destination = one.reuse().destination();
      Delay delay = delays.get(destination);
      if (delay != null) {
        Lifetime lifetime = evidence.destination(destination).lifetime();
        changed.put(destination, lifetime.until(delay.step(), longest[one.number()]));
      }
    }
  }

  /** By destination, how long its failed connects had tried at most, ns; 0 if none failed. */
  private static long[] longestAttempts(ClassifiedUses uses, FailureCauses failures) {
    Uses all = uses.all();
    long[] longest = new long[all.destinations()];
    for (int i = 0; i < failures.size(); i++) {
      int index = failures.index(i);
      int number = uses.destination(index);
      longest[number] = Math.max(longest[number], all.pendingNanos(uses.row(index)));
    }
    return longest;
  }

  /** The lifetime of a destination with this evidence. */
  Lifetime of(Destination destination, DestinationEvidence own) {
    Lifetime found = changed.isEmpty() ? null : changed.get(destination);
    return found == null ? own.lifetime() : found;
  }
}
