package io.tuplewatch.evidence;

import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.NamespaceOpens;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
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

  private final Map<Key, DestinationEvidence> destinations = new ConcurrentHashMap<>();

  private final Map<String, SeenShare> seen = new HashMap<>();

  private Evidence(List<NamespaceOpens> opens) {
    for (NamespaceOpens one : opens) {
      seen.put(one.realm(), new SeenShare(one, 0));
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
   * O(n log n), and up to 1000 permutations of the failures. Uses all processors; the result does
   * not depend on how many.
   *
   * @param opens what the kernel counted, for each realm
   */
  public static Evidence of(List<NamespaceOpens> opens, ReuseLog reuses) {
    Evidence evidence = new Evidence(opens);
    evidence.countSeen(reuses.uses());
    evidence.collect(reuses);
    evidence.adjust();
    return evidence;
  }

  private void countSeen(ClassifiedUses uses) {
    for (int place = 0; place < uses.size() && !seen.isEmpty(); place++) {
      SeenShare share = seen.get(uses.realm(place));
      if (share != null && share.opens().holds(uses.start(place))) {
        share.add();
      }
    }
  }

  /** One destination at a time for each processor. */
  private void collect(ReuseLog reuses) {
    ClassifiedUses uses = reuses.uses();
    IdleBins bins = new IdleBins(reuses.firewallTimeout().toNanos());
    ConnectsByDestination connects = ConnectsByDestination.of(uses);
    IntStream.range(0, connects.destinations())
        .parallel()
        .filter(number -> connects.count(number) > 0)
        .forEach(
            number -> {
              Key key = Key.of(uses.all().key(number, 0));
              DestinationEvidence one = new DestinationEvidence(bins, uses.all().storage());
              for (int n = 0; n < connects.count(number); n++) {
                one.add(uses.get(connects.place(number, n)));
              }
              one.conclude(unseen(key.realm()));
              destinations.put(key, one);
            });
    connects.release();
  }

  private void adjust() {
    List<DestinationEvidence> tested =
        destinations.values().stream().filter(one -> one.comparison().informative() > 0).toList();
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
