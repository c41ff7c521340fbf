package io.tuplewatch.recording;

import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import one.jfr.JfrReader;

/**
 * Decodes the agent's events of one chunk and skips all others by their size. Constant pools,
 * varints and strings are the library's; the loop over the events is here, because the library's
 * stops 68 bytes before the end of a buffer.
 *
 * <p>On damaged input any RuntimeException or Error may come out of the library: the caller turns
 * them into a {@link Problem}.
 */
final class ChunkReader {

  private final ByteBuffer bytes;
  private final JfrReader in;
  private final Map<Long, EventDecoder> decoders = new HashMap<>();

  /** {@code bytes} is the chunk, from its header to its end. */
  ChunkReader(ByteBuffer bytes, ChunkHeader header, Map<String, String> strings)
      throws IOException {
    this.bytes = bytes.order(ByteOrder.BIG_ENDIAN);
    requireEndingPoolChain((int) header.constantPool());
    in = new JfrReader(bytes);
    bytes.position((int) header.metadata());
    Metadata types = Metadata.read(in, bytes.remaining());

    EventLayout connect = types.layout(SocketConnect.NAME);
    if (connect != null) {
      CallSites callSites = new CallSites(in);
      decoders.put(connect.typeId(), new ConnectDecoder(connect, header, strings, callSites));
    }
    EventLayout close = types.layout(SocketClose.NAME);
    if (close != null) {
      decoders.put(close.typeId(), new CloseDecoder(close, header, strings));
    }
    EventLayout settings = types.layout(NetworkSettings.NAME);
    if (settings != null) {
      decoders.put(settings.typeId(), new SettingsDecoder(settings, header, strings));
    }
  }

  /** Adds the events in file order; what was added before an exception is good. */
  void readInto(ChunkEvents events) throws IOException {
    int end = bytes.limit();
    int position = ChunkHeader.BYTES;
    while (position < end) {
      bytes.position(position);
      int size = in.getVarint();
      long typeId = in.getVarlong();
      if (size <= 0 || size > end - position) {
        throw new IOException("an event of impossible size at byte " + position);
      }
      EventDecoder decoder = decoders.get(typeId);
      if (decoder != null) {
        decoder.decode(in, events);
      }
      position += size;
    }
  }

  /**
   * Constant pools are chained backward by offsets. The library follows the chain wherever it
   * leads; this makes sure that it comes to an end.
   */
  private void requireEndingPoolChain(int last) throws IOException {
    int offset = last;
    while (true) {
      bytes.position(offset);
      skipVarints(4); // size, type, start, duration
      long delta = varlong();
      if (delta == 0) {
        break;
      }
      if (delta > 0 || offset + delta < ChunkHeader.BYTES) {
        throw new IOException("a broken chain of constant pools at byte " + offset);
      }
      offset += (int) delta;
    }
    bytes.position(0);
  }

  private void skipVarints(int count) {
    for (int i = 0; i < count; i++) {
      varlong();
    }
  }

  /** Base-128, least significant group first; a ninth byte holds eight bits. */
  private long varlong() {
    long value = 0;
    for (int shift = 0; shift < 56; shift += 7) {
      byte b = bytes.get();
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    return value | (bytes.get() & 0xFFL) << 56;
  }
}
