package io.tuplewatch.connection;

import io.tuplewatch.columns.RowIds;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All of a tuple but the source port: network namespace and path, by number. A wildcard local
 * address is resolved when all of them are known, and then two numbers may mean the same; so they
 * may where namespaces share their addresses. Not thread-safe while anything is added.
 */
final class TupleSides {

  private final Dictionary dictionary;
  private final RowIds sides = new RowIds(1);
  private final Map<Integer, Integer> realms;
  private int[] resolved = new int[0];
  private int[] shared = new int[0];

  /** By id, the number of its address realm's name. */
  private int[] realmIds = new int[0];

  /** Which have a local address that is known. */
  private final BitSet known = new BitSet();

  /** By path: a namespace it was last asked for with, and the number it then had, + 1. */
  private long[] lastOfPath = new long[0];

  /** {@code realms}: numbers of address realms' names, by those of namespaces. */
  TupleSides(Dictionary dictionary, Map<Integer, Integer> realms) {
    this.dictionary = dictionary;
    this.realms = realms;
  }

  /** The number of a namespace's name and of a path. */
  int idOf(int namespace, int path) {
    if (path >= lastOfPath.length) {
      lastOfPath = Arrays.copyOf(lastOfPath, Math.max(2 * lastOfPath.length, path + 1));
    }
    long last = lastOfPath[path];
    if (last == 0 || (int) (last >>> 32) != namespace) {
      last = (long) namespace << 32 | (sides.idOf((long) namespace << 32 | path) + 1);
      lastOfPath[path] = last;
    }
    return (int) last - 1;
  }

  int size() {
    return sides.size();
  }

  /** The one that an id stands for within its namespace. */
  int resolved(int id) {
    return resolved[id];
  }

  /** The one that an id stands for within its address realm. */
  int shared(int id) {
    return shared[id];
  }

  String namespace(int id) {
    return dictionary.names().text(namespaceId(id));
  }

  String realm(int id) {
    return dictionary.names().text(realmIds[id]);
  }

  private int namespaceId(int id) {
    return (int) (sides.get(id, 0) >>> 32);
  }

  int path(int id) {
    return (int) sides.get(id, 0);
  }

  /** Whether the local address is known; false: it can have been one of several. */
  boolean known(int id) {
    return known.get(id);
  }

  private @Nullable String local(int id) {
    return dictionary.local(path(id));
  }

  /** Resolves wildcards, and says of which ids the local address is not known. */
  BitSet resolve() {
    int before = size();
    BitSet wildcards = new BitSet();
    for (int id = 0; id < before; id++) {
      wildcards.set(id, LocalAddresses.isWildcard(local(id)));
    }
    LocalAddresses seen = seenBeside(wildcards);
    BitSet ambiguous = new BitSet();
    int[] resolutions = new int[before];
    for (int id = 0; id < before; id++) {
      Set<String> candidates = wildcards.get(id) ? seen.candidates(namespaceKey(id, 0)) : Set.of();
      resolutions[id] = candidates.isEmpty() ? id : from(id, candidates);
      if (candidates.size() > 1) {
        ambiguous.set(id);
      }
    }
    resolved = Arrays.copyOf(resolutions, size());
    for (int id = before; id < size(); id++) {
      resolved[id] = id;
    }
    realmIds = new int[size()];
    for (int id = 0; id < size(); id++) {
      known.set(id, local(id) != null);
      realmIds[id] = realms.getOrDefault(namespaceId(id), namespaceId(id));
    }
    share();
    return ambiguous;
  }

  /** Local addresses toward the remote addresses of these ids; there may be many others. */
  private LocalAddresses seenBeside(BitSet wildcards) {
    Set<Long> wanted = new HashSet<>();
    wildcards.stream().forEach(id -> wanted.add(remoteSide(id)));
    LocalAddresses seen = new LocalAddresses();
    for (int id = 0; id < size() && !wanted.isEmpty(); id++) {
      if (wanted.contains(remoteSide(id))) {
        seen.add(namespaceKey(id, 0));
      }
    }
    return seen;
  }

  private long remoteSide(int id) {
    return (long) namespaceId(id) << 32 | dictionary.remoteId(path(id));
  }

  /** In an address realm of several namespaces the first of equal paths stands for all. */
  private void share() {
    if (realms.entrySet().stream().allMatch(one -> one.getKey().equals(one.getValue()))) {
      shared = resolved;
      return;
    }
    Map<Long, Integer> first = new HashMap<>();
    shared = new int[resolved.length];
    for (int id = 0; id < shared.length; id++) {
      int one = resolved[id];
      Integer before = first.putIfAbsent((long) realmIds[one] << 32 | path(one), one);
      shared[id] = before == null ? one : before;
    }
  }

  private int from(int id, Set<String> candidates) {
    String local = candidates.size() == 1 ? candidates.iterator().next() : null;
    int path = path(id);
    int resolvedPath =
        dictionary.path(
            dictionary.names().idOf(local), dictionary.remoteId(path), dictionary.port(path));
    return idOf(namespaceId(id), resolvedPath);
  }

  /** A tuple in its address realm. */
  ReuseKey key(int id, int localPort) {
    return new ReuseKey(realm(id), tuple(id, localPort));
  }

  /** Does the same in its network namespace. */
  ReuseKey namespaceKey(int id, int localPort) {
    return new ReuseKey(namespace(id), tuple(id, localPort));
  }

  private FourTuple tuple(int id, int localPort) {
    int path = path(id);
    return new FourTuple(
        dictionary.local(path), localPort, dictionary.remote(path), dictionary.port(path));
  }
}
