package io.tuplewatch.connection;

import io.tuplewatch.columns.RowIds;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All of a reuse key but the source port: realm and path, by number. A wildcard local address is
 * resolved when all of them are known, and then two numbers may mean the same. Not thread-safe
 * while anything is added.
 */
final class TupleSides {

  private final Dictionary dictionary;
  private final RowIds sides = new RowIds(1);
  private int[] resolved = new int[0];

  /** By path: a realm it was last asked for with, and the number it then had, + 1. */
  private long[] lastOfPath = new long[0];

  TupleSides(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** The number of a realm's name and of a path. */
  int idOf(int realm, int path) {
    if (path >= lastOfPath.length) {
      lastOfPath = Arrays.copyOf(lastOfPath, Math.max(2 * lastOfPath.length, path + 1));
    }
    long last = lastOfPath[path];
    if (last == 0 || (int) (last >>> 32) != realm) {
      last = (long) realm << 32 | (sides.idOf((long) realm << 32 | path) + 1);
      lastOfPath[path] = last;
    }
    return (int) last - 1;
  }

  int size() {
    return sides.size();
  }

  /** The one that an id stands for. */
  int resolved(int id) {
    return resolved[id];
  }

  String realm(int id) {
    return dictionary.names().text((int) (sides.get(id, 0) >>> 32));
  }

  int path(int id) {
    return (int) sides.get(id, 0);
  }

  /** Null: can have been one of several. */
  @Nullable String local(int id) {
    return dictionary.local(path(id));
  }

  /** Resolves wildcards, and says of which ids the local address is not known. */
  BitSet resolve() {
    LocalAddresses seen = new LocalAddresses();
    int known = size();
    for (int id = 0; id < known; id++) {
      seen.add(key(id));
    }
    BitSet ambiguous = new BitSet();
    int[] resolutions = new int[known];
    for (int id = 0; id < known; id++) {
      Set<String> candidates =
          LocalAddresses.isWildcard(local(id)) ? seen.candidates(key(id)) : Set.of();
      resolutions[id] = candidates.isEmpty() ? id : from(id, candidates);
      if (candidates.size() > 1) {
        ambiguous.set(id);
      }
    }
    resolved = Arrays.copyOf(resolutions, size());
    for (int id = known; id < size(); id++) {
      resolved[id] = id;
    }
    return ambiguous;
  }

  private int from(int id, Set<String> candidates) {
    String local = candidates.size() == 1 ? candidates.iterator().next() : null;
    int path = path(id);
    int resolvedPath =
        dictionary.path(
            dictionary.names().idOf(local), dictionary.remoteId(path), dictionary.port(path));
    return idOf((int) (sides.get(id, 0) >>> 32), resolvedPath);
  }

  private ReuseKey key(int id) {
    return key(id, 0);
  }

  ReuseKey key(int id, int localPort) {
    int path = path(id);
    return new ReuseKey(
        realm(id),
        new FourTuple(
            dictionary.local(path), localPort, dictionary.remote(path), dictionary.port(path)));
  }
}
