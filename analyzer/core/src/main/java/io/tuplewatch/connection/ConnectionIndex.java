package io.tuplewatch.connection;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.columns.RowIds;
import io.tuplewatch.columns.Storage;

/**
 * From the agent's name of a connection to its row. Connections of a JVM are counted, so that pages
 * of neighbours are dense, and the next one is usually in the page of the last. O(1); eight bytes a
 * connection where the numbers are dense. Not thread-safe.
 */
final class ConnectionIndex {

  private static final int PAGE_BITS = 6;
  private static final int NONE = -1;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  private final RowIds pages = new RowIds(2);
  private final LongTable rows;
  private long lastJvm;
  private long lastPage;
  private int last = NONE;

  ConnectionIndex(Storage storage) {
    rows = new LongTable(storage, 1 << PAGE_BITS);
  }

  /** The row of a connection; {@code newRow}, and noted as such, if there was none. */
  long rowOf(long jvmId, long connectionId, long newRow) {
    int page = page(jvmId, connectionId >> PAGE_BITS);
    int slot = (int) connectionId & PAGE_MASK;
    long known = rows.get(page, slot);
    if (known != 0) {
      return known - 1;
    }
    rows.set(page, slot, newRow + 1);
    return newRow;
  }

  private int page(long jvmId, long page) {
    if (last == NONE || lastPage != page || lastJvm != jvmId) {
      last = pages.idOf(jvmId, page);
      lastPage = page;
      lastJvm = jvmId;
      if (last == rows.size()) {
        rows.add();
      }
    }
    return last;
  }

  /** Gives the room back. */
  void release() {
    rows.release();
  }
}
