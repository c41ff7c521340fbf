package io.tuplewatch.evidence;

import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.NamespaceOpens;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.connection.Use;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ReuseLog;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The evidence of every destination. Immutable. */
public final class Evidence {

  /** Port selection and firewalls know a destination from one local address. */
  private record Key(
      String realm, @Nullable String localAddress, String remoteAddress, int remotePort) {

    static Key of(ReuseKey key) {
      FourTuple tuple = key.tuple();
      return new Key(key.realm(), tuple.localAddress(), tuple.remoteAddress(), tuple.remotePort());
    }
  }

  private final Map<Key, DestinationEvidence> destinations = new HashMap<>();

  private final Map<String, SeenShare> seen = new HashMap<>();

  private Evidence(List<NamespaceOpens> opens) {
    for (NamespaceOpens one : opens) {
      seen.put(one.realm(), new SeenShare(one, 0));
    }
  }

  private void count(Use use) {
    SeenShare share = seen.get(use.key().realm());
    if (share != null && share.opens().holds(use.start())) {
      share.add();
    }
  }

  private double unseen(String realm) {
    SeenShare share = seen.get(realm);
    return share == null ? 0 : share.unseenPerSeen();
  }

  /** How much of each network namespace's connects was recorded, where the kernel's count is. */
  public List<SeenShare> seen() {
    return seen.values().stream()
        .sorted(Comparator.comparing(share -> share.opens().realm()))
        .toList();
  }

  /**
   * O(n log n), and up to 1000 permutations of the failures.
   *
   * @param opens what the kernel counted, for each realm
   */
  public static Evidence of(List<NamespaceOpens> opens, ReuseLog reuses) {
    Evidence evidence = new Evidence(opens);
    IdleBins bins = new IdleBins(reuses.firewallTimeout().toNanos());
    for (ClassifiedUse use : reuses.uses()) {
      evidence.count(use.use());
      if (use.use().result().judged()) {
        evidence
            .destinations
            .computeIfAbsent(Key.of(use.use().key()), key -> new DestinationEvidence(bins))
            .add(use);
      }
    }
    evidence.conclude();
    return evidence;
  }

  private void conclude() {
    List<DestinationEvidence> all = List.copyOf(destinations.values());
    destinations.forEach((key, one) -> one.conclude(unseen(key.realm())));
    List<DestinationEvidence> tested =
        all.stream().filter(one -> one.comparison().informative() > 0).toList();
    double[] p = tested.stream().mapToDouble(one -> one.comparison().p()).toArray();
    double[] adjusted = BenjaminiHochberg.adjusted(p);
    for (int i = 0; i < adjusted.length; i++) {
      tested.get(i).adjust(adjusted[i]);
    }
  }

  /** That of the destination of a tuple that worked or failed. */
  public DestinationEvidence of(ReuseKey key) {
    return of(Key.of(key));
  }

  /** That of a destination with a connect that worked or failed. */
  public DestinationEvidence of(
      String realm, @Nullable String localAddress, String remoteAddress, int remotePort) {
    return of(new Key(realm, localAddress, remoteAddress, remotePort));
  }

  private DestinationEvidence of(Key key) {
    DestinationEvidence found = destinations.get(key);
    if (found == null) {
      throw new IllegalArgumentException("no connect to " + key);
    }
    return found;
  }
}
