package io.tuplewatch.diagnosis;

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
      FailureCauses failures) {
    this.evidence = evidence;
    prolong(late, uses, failures);
    for (ConnectLimit limit : limits) {
      DestinationEvidence own = limit.destination().in(evidence);
      if (!Verdict.differs(own)) {
        changed.put(limit.destination(), own.lifetime().withdrawn());
      }
    }
  }

  private void prolong(List<LateAnswers> late, ClassifiedUses uses, FailureCauses failures) {
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
    for (int number = 0; number < longest.length; number++) {
      Destination destination = Destination.of(uses.all().key(number, 0));
      Delay delay = delays.get(destination);
      if (delay != null) {
        Lifetime lifetime = destination.in(evidence).lifetime();
        changed.put(destination, lifetime.until(delay.step(), longest[number]));
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

  /** The lifetime of a destination with a connect that worked or failed. */
  Lifetime of(Destination destination) {
    Lifetime found = changed.get(destination);
    return found == null ? destination.in(evidence).lifetime() : found;
  }
}
