package io.tuplewatch.connection;

import io.tuplewatch.columns.LongIds;
import io.tuplewatch.columns.RowIds;
import org.jspecify.annotations.Nullable;

/**
 * What uses have in common, over all recordings: their paths (local address, remote address and
 * port), what their connects asked for and how they failed, each once and known by a number from 0.
 * These vary independently, so that what all of them are together has no number. Not thread-safe
 * while anything is added.
 */
final class Dictionary {

  private final Names names = new Names();
  private final RowIds paths = new RowIds(2);
  private final RowIds requests = new RowIds(2);
  private final LongIds failures = new LongIds();

  /** Call site and thread pool; 0: neither is known. */
  private final LongIds sites = new LongIds();

  Dictionary() {
    sites.idOf(both(Names.NULL, Names.NULL));
  }

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

  /** Number of what was asked for, but for the host; the API is the number of a name. */
  int request(int api, long timeoutMillis) {
    return requests.idOf(api, timeoutMillis);
  }

  /** Number of a way to fail, made of numbers of names. */
  int failure(int exceptionClass, int exceptionMessage) {
    return failures.idOf(both(exceptionClass, exceptionMessage));
  }

  /** Number of a call site and a thread pool, both numbers of names. */
  int site(int callSite, int threadPool) {
    return sites.idOf(both(callSite, threadPool));
  }

  /** Number of the call site's name. */
  int callSite(int site) {
    return high(sites.get(site));
  }

  /** Number of the thread pool's name. */
  int threadPool(int site) {
    return low(sites.get(site));
  }

  /** The details of a connect. */
  ConnectDetails details(ConnectionRows rows, long row) {
    int request = rows.request(row);
    long failure = failures.get(rows.failure(row));
    return new ConnectDetails(
        names.get(rows.host(row)),
        rows.bound(row),
        names.get((int) requests.get(request, 0)),
        requests.get(request, 1),
        names.get(high(failure)),
        names.get(low(failure)),
        names.get(callSite(rows.site(row))),
        names.get(threadPool(rows.site(row))));
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
