package io.tuplewatch.connection;

import io.tuplewatch.columns.RowIds;
import org.jspecify.annotations.Nullable;

/**
 * What uses have in common, over all recordings: their paths (local address, remote address and
 * port) and the details of their connects, each once and known by a number from 0. Not thread-safe
 * while anything is added.
 */
final class Dictionary {

  private final Names names = new Names();
  private final RowIds paths = new RowIds(2);
  private final RowIds details = new RowIds(5);

  /** Made on need; they are immutable, so it does not matter which thread's is kept. */
  private volatile @Nullable ConnectDetails[] made = {};

  Names names() {
    return names;
  }

  /** Addresses are numbers of names. */
  int path(int local, int remote, int port) {
    return paths.idOf(both(local, remote), port);
  }

  /** Null: not known. */
  @Nullable String local(int path) {
    return names.get(localId(path));
  }

  int localId(int path) {
    return high(paths.get(path, 0));
  }

  int remoteId(int path) {
    return low(paths.get(path, 0));
  }

  String remote(int path) {
    return names.text(remoteId(path));
  }

  int port(int path) {
    return (int) paths.get(path, 1);
  }

  int details(
      int host,
      boolean bound,
      int api,
      long timeoutMillis,
      int exceptionClass,
      int exceptionMessage,
      int callSite) {
    return details.idOf(
        both(host, api),
        both(exceptionClass, exceptionMessage),
        timeoutMillis,
        bound ? 1 : 0,
        callSite);
  }

  /** Number of the host's name. */
  int host(int detailsId) {
    return high(details.get(detailsId, 0));
  }

  /** As {@link ConnectDetails#bound}. */
  boolean bound(int detailsId) {
    return details.get(detailsId, 3) != 0;
  }

  /** Of any thread, once nothing is added any more. */
  ConnectDetails details(int id) {
    @Nullable ConnectDetails[] known = made;
    if (known.length < details.size()) {
      known = new @Nullable ConnectDetails[details.size()];
      made = known;
    }
    ConnectDetails one = known[id];
    if (one == null) {
      one = newDetails(id);
      known[id] = one;
    }
    return one;
  }

  private ConnectDetails newDetails(int id) {
    return new ConnectDetails(
        names.get(host(id)),
        bound(id),
        names.get(low(details.get(id, 0))),
        details.get(id, 2),
        names.get(high(details.get(id, 1))),
        names.get(low(details.get(id, 1))),
        names.get((int) details.get(id, 4)));
  }

  private static long both(int first, int second) {
    return (long) first << 32 | (second & 0xFFFFFFFFL);
  }

  private static int high(long both) {
    return (int) (both >>> 32);
  }

  private static int low(long both) {
    return (int) both;
  }
}
