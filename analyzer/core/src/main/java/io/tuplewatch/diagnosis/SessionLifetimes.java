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

  /** O(failures), where a late answer has to do with how long the tuple was idle. */
  SessionLifetimes(
      Evidence evidence,
      List<LateAnswers> late,
      List<ConnectLimit> limits,
      ClassifiedUses uses,
      FailureCauses failures) {
    this.evidence = evidence;
    for (LateAnswers answers : late) {
      Delay delay = answers.delay();
      if (delay != null) {
        Destination destination = answers.destination();
        long longest = longestAttempt(destination, uses, failures);
        changed.put(destination, evidence(destination).lifetime().until(delay.step(), longest));
      }
    }
    for (ConnectLimit limit : limits) {
      DestinationEvidence own = evidence(limit.destination());
      if (!Verdict.differs(own)) {
        changed.put(limit.destination(), own.lifetime().withdrawn());
      }
    }
  }

  /** Of the failed connects of a destination, ns; 0 if none failed. */
  private static long longestAttempt(
      Destination destination, ClassifiedUses uses, FailureCauses failures) {
    Uses all = uses.all();
    long longest = 0;
    for (int i = 0; i < failures.size(); i++) {
      long row = uses.row(failures.index(i));
      if (Destination.of(all.key(all.destination(row), 0)).equals(destination)) {
        longest = Math.max(longest, all.pendingNanos(row));
      }
    }
    return longest;
  }

  private DestinationEvidence evidence(Destination d) {
    return evidence.destination(d.realm(), d.localAddress(), d.remoteAddress(), d.remotePort());
  }

  /** Of a destination with a connect that worked or failed. */
  Lifetime of(Destination destination) {
    Lifetime found = changed.get(destination);
    return found == null ? evidence(destination).lifetime() : found;
  }
}
