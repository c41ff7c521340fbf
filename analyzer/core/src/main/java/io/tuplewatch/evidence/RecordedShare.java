package io.tuplewatch.evidence;

import io.tuplewatch.connection.NamespaceOpens;
import io.tuplewatch.reuse.ClassifiedUses;
import java.io.Serializable;
import java.util.ArrayList;
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

  /** The share of each namespace. O(n). */
  public static List<RecordedShare> of(List<NamespaceOpens> opens, ClassifiedUses uses) {
    Map<String, NamespaceOpens> byNamespace = new HashMap<>();
    opens.forEach(one -> byNamespace.put(one.namespace(), one));
    Map<String, Long> seen = new HashMap<>();
    for (int index = 0; index < uses.size() && !opens.isEmpty(); index++) {
      NamespaceOpens one = byNamespace.get(uses.all().namespace(uses.row(index)));
      if (one != null && one.holds(uses.start(index))) {
        seen.merge(one.namespace(), 1L, Long::sum);
      }
    }
    List<RecordedShare> shares = new ArrayList<>();
    opens.forEach(
        one -> shares.add(new RecordedShare(one, seen.getOrDefault(one.namespace(), 0L))));
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
