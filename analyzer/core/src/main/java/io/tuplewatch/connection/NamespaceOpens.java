package io.tuplewatch.connection;

import java.io.Serializable;
import java.util.function.LongUnaryOperator;

/**
 * What the kernel counted: connects of a whole network namespace that sent a SYN, those of
 * processes that nobody records among them.
 *
 * @param namespace its name, as in {@link Uses#namespace}
 * @param realm that its addresses are of, as in {@link ReuseKey}
 * @param from first count, ns on the clock of {@link Use#start}
 * @param to last count, likewise
 * @param before the first count
 * @param after the last count
 */
public record NamespaceOpens(
    String namespace, String realm, long from, long to, long before, long after)
    implements Serializable {

  static NamespaceOpens at(long time, long count) {
    return new NamespaceOpens("", "", time, time, count, count);
  }

  /** The earlier of the first counts, and the later of the last ones. */
  NamespaceOpens and(NamespaceOpens other) {
    NamespaceOpens first = from <= other.from ? this : other;
    NamespaceOpens last = to >= other.to ? this : other;
    return new NamespaceOpens(namespace, realm, first.from, last.to, first.before, last.after);
  }

  NamespaceOpens in(String theNamespace, String theRealm, LongUnaryOperator clock) {
    long start = clock.applyAsLong(from);
    return new NamespaceOpens(theNamespace, theRealm, start, clock.applyAsLong(to), before, after);
  }

  /** Connects between the two counts. */
  public long count() {
    return Math.max(0, after - before);
  }

  /** Whether a connect of the same namespace, started at this time, is one of those counted. */
  public boolean holds(long start) {
    return start >= from && start < to;
  }
}
