package io.tuplewatch.connection;

import io.tuplewatch.columns.RowIds;
import org.jspecify.annotations.Nullable;

/**
 * What uses have in common, over all recordings: their paths (local address, remote address and
 * port) and the details of their connects, each once and known by a number from 0. Details are of
 * three parts that vary independently: what was asked for, how it failed, and where. Not
 * thread-safe while anything is added.
 */
final class Dictionary {

  private final Names names = new Names();
  private final RowIds paths = new RowIds(2);
  private final RowIds requests = new RowIds(3);
  private final RowIds failures = new RowIds(1);
  private final RowIds details = new RowIds(2);

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

  /** Number of what was asked for; host and API are numbers of names. */
  int request(int host, int api, long timeoutMillis, boolean bound) {
    return requests.idOf(both(host, api), timeoutMillis, bound ? 1 : 0);
  }

  /** Number of a way to fail, made of numbers of names. */
  int failure(int exceptionClass, int exceptionMessage) {
    return failures.idOf(both(exceptionClass, exceptionMessage));
  }

  /** Number of the details that have these parts; {@code site} is the number of a name. */
  int details(int request, int failure, int site) {
    return details.idOf(both(request, failure), site);
  }

  private int request(int detailsId) {
    return high(details.get(detailsId, 0));
  }

  /** Number of the host's name. */
  int host(int detailsId) {
    return high(requests.get(request(detailsId), 0));
  }

  /** As {@link ConnectDetails#bound}. */
  boolean bound(int detailsId) {
    return requests.get(request(detailsId), 2) != 0;
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
    int request = request(id);
    long failure = failures.get(low(details.get(id, 0)), 0);
    return new ConnectDetails(
        names.get(host(id)),
        bound(id),
        names.get(low(requests.get(request, 0))),
        requests.get(request, 1),
        names.get(high(failure)),
        names.get(low(failure)),
        names.get((int) details.get(id, 1)));
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
