package io.tuplewatch.jmc;

import io.tuplewatch.recording.ChunkEvents;
import org.openjdk.jmc.common.item.IItem;

/** Reads the items of one type. */
interface EventItems {

  /** The id of the JVM whose agent wrote the event. */
  long jvmId(IItem item);

  /** When it was written, epoch ns: that tells its chunk. */
  long writtenAt(IItem item);

  void addTo(ChunkEvents chunk, IItem item);
}
