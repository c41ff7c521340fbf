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

  private final Map<Key, DestinationEvidence> destinations = new HashMap<>();

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
    evidence.conclude();
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

  /** Destinations are shared out among processors, each of which goes through all uses. */
  private void collect(ReuseLog reuses) {
    ClassifiedUses uses = reuses.uses();
    IdleBins bins = new IdleBins(reuses.firewallTimeout().toNanos());
    @Nullable DestinationEvidence[] byNumber =
        new @Nullable DestinationEvidence[uses.all().destinations()];
    int parts = Runtime.getRuntime().availableProcessors();
    IntStream.range(0, parts)
        .parallel()
        .forEach(part -> collect(uses, bins, part, parts, byNumber));
    for (int number = 0; number < byNumber.length; number++) {
      DestinationEvidence one = byNumber[number];
      if (one != null) {
        destinations.put(Key.of(uses.all().key(number, 0)), one);
      }
    }
  }

  private static void collect(
      ClassifiedUses uses,
      IdleBins bins,
      int part,
      int parts,
      @Nullable DestinationEvidence[] byNumber) {
    for (int place = 0; place < uses.size(); place++) {
      int number = uses.destination(place);
      if (number % parts == part && uses.result(place).judged()) {
        DestinationEvidence one = byNumber[number];
        if (one == null) {
          one = new DestinationEvidence(bins);
          byNumber[number] = one;
        }
        one.add(uses.get(place));
      }
    }
  }

  private void conclude() {
    destinations.entrySet().parallelStream()
        .forEach(one -> one.getValue().conclude(unseen(one.getKey().realm())));
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
