package io.tuplewatch.evidence;

import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ReuseLog;
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

  private Evidence() {}

  /** O(n log n), and up to 1000 permutations of the failures. */
  public static Evidence of(ReuseLog reuses) {
    Evidence evidence = new Evidence();
    IdleBins bins = new IdleBins(reuses.firewallTimeout().toNanos());
    for (ClassifiedUse use : reuses.uses()) {
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
    all.forEach(DestinationEvidence::conclude);
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
