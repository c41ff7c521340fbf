package io.tuplewatch.connection;

import io.tuplewatch.columns.RowIds;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The shares that JVMs have of chunks, by number: what holds for all events of one JVM in one
 * chunk. Immutable; made when all chunks are known.
 */
final class Shares {

  private final long[] jvmIds;
  private final long[] offsets;
  private final boolean[] onMonotonicClock;
  private final int[] namespaces;
  private final Map<Integer, Integer> realms = new HashMap<>();
  private final SynSettings[] synSettings;
  private final Jvm[] jvms;

  private Shares(int count) {
    jvmIds = new long[count];
    offsets = new long[count];
    onMonotonicClock = new boolean[count];
    namespaces = new int[count];
    synSettings = new SynSettings[count];
    jvms = new Jvm[count];
  }

  /** Number of the share of a JVM in the chunk that starts at {@code chunkStart}. */
  static RowIds numbering() {
    return new RowIds(2);
  }

  static Shares of(
      RowIds numbers, LongFunction<JvmHistory> histories, Map<Long, Jvm> jvms, Names names) {
    Shares shares = new Shares(numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      long jvmId = numbers.get(i, 0);
      long chunkStart = numbers.get(i, 1);
      JvmHistory history = histories.apply(jvmId);
      shares.jvmIds[i] = jvmId;
      shares.offsets[i] = -history.monotonic(chunkStart, 0);
      shares.onMonotonicClock[i] = history.hasClockOffset();
      shares.namespaces[i] = names.idOf(history.namespace(chunkStart));
      shares.realms.put(shares.namespaces[i], names.idOf(history.realm(chunkStart)));
      shares.synSettings[i] = SynSettings.of(history.at(chunkStart));
      shares.jvms[i] = jvms.get(jvmId);
    }
    return shares;
  }

  long jvmId(int share) {
    return jvmIds[share];
  }

  long monotonic(int share, long wallTime) {
    return wallTime - offsets[share];
  }

  long wallTime(int share, long monotonic) {
    return monotonic + offsets[share];
  }

  /** False: times of this JVM are on its wall clock. */
  boolean onMonotonicClock(int share) {
    return onMonotonicClock[share];
  }

  /** Number of the namespace's name. */
  int namespace(int share) {
    return namespaces[share];
  }

  /** Number of the name of the address realm, by that of the namespace. */
  Map<Integer, Integer> realms() {
    return realms;
  }

  SynSettings synSettings(int share) {
    return synSettings[share];
  }

  Jvm jvm(int share) {
    return jvms[share];
  }
}
