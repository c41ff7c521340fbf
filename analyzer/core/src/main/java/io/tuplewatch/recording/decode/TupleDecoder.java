package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.ChunkInput;
import io.tuplewatch.recording.text.ByteWindow;
import java.io.IOException;

/**
 * Adds connects or closes, the most of all events, which both name a tuple. They are added by the
 * block. Not thread-safe.
 */
abstract class TupleDecoder extends EventDecoder {

  final TupleBlock block;
  final long[] connectionId;

  /** Numbers of texts. */
  final long[] host;

  /** Source ports as recorded; -1 = none. */
  final long[] localPort;

  /** Numbers of the paths in the dictionary. */
  final int[] path = new int[TupleBlock.ROWS];

  private final JvmIdColumn jvmId;
  private final long[] startTime;
  private final long[] address;
  private final long[] port;
  private final long[] localAddress;

  TupleDecoder(TupleBlock block, ChunkHeader header) throws IOException {
    super(block.layout(), header);
    this.block = block;
    startTime = block.requiredNumbers(FieldNames.START_TIME);
    jvmId = new JvmIdColumn(block);
    connectionId = block.requiredNumbers(FieldNames.CONNECTION_ID);
    host = block.texts(FieldNames.HOST);
    address = block.texts(FieldNames.ADDRESS);
    port = block.numbers(FieldNames.PORT, -1);
    localAddress = block.texts(FieldNames.LOCAL_ADDRESS);
    localPort = block.numbers(FieldNames.LOCAL_PORT, -1);
  }

  @Override
  final boolean decodeInWindow(ByteWindow window, int from, int end, ChunkEvents events) {
    boolean added = block.add(window, from, end);
    if (block.full()) {
      leaveWindow(window, events);
    }
    return added;
  }

  @Override
  final void leaveWindow(ByteWindow window, ChunkEvents events) {
    if (block.size() > 0) {
      block.number(window);
      addBlock(events);
    }
  }

  @Override
  final void addTo(ChunkEvents events) {
    addBlock(events);
  }

  @Override
  final void read(ChunkInput in) throws IOException {
    block.read(in);
  }

  private void addBlock(ChunkEvents events) {
    int size = block.size();
    events.dictionary().paths(localAddress, address, port, path, size);
    add(events, size);
    block.clear();
  }

  /** Adds the first events of the block. */
  abstract void add(ChunkEvents events, int size);

  /** Number of the JVM id's text. */
  final int jvmId(int row) {
    return jvmId.text(row);
  }

  /** Epoch ns of so many ticks after the start. */
  final long start(int row, long ticks) {
    return nanosAt(startTime[row] + ticks);
  }
}
