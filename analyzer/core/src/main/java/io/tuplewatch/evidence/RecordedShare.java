package io.tuplewatch.evidence;

import io.tuplewatch.connection.NamespaceOpens;
import io.tuplewatch.reuse.ClassifiedUses;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of a network namespace's connects was recorded.
 *
 * @param opens what the kernel counted
 * @param seen recorded connects of the time between the kernel's first count and its last
 */
public record RecordedShare(NamespaceOpens opens, long seen) implements Serializable {

  /** The share of each namespace, by its name. O(n). */
  static Map<String, RecordedShare> of(List<NamespaceOpens> opens, ClassifiedUses uses) {
    Map<String, RecordedShare> shares = new HashMap<>();
    opens.forEach(one -> shares.put(one.namespace(), new RecordedShare(one, 0)));
    for (int index = 0; index < uses.size() && !opens.isEmpty(); index++) {
      RecordedShare share = shares.get(uses.all().namespace(uses.row(index)));
      if (share != null && share.opens.holds(uses.start(index))) {
        shares.put(share.opens.namespace(), new RecordedShare(share.opens, share.seen + 1));
      }
    }
    return shares;
  }

  /** Adds what was recorded of this namespace elsewhere. */
  public RecordedShare and(RecordedShare other) {
    return new RecordedShare(opens, seen + other.seen);
  }

  /** Connects that the kernel counted and nobody recorded; 0 or more. */
  public long unseen() {
    return Math.max(0, opens.count() - seen);
  }
}
