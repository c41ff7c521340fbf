package io.tuplewatch.recording;

import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the agent's events of one chunk and skips all others by their size. Constant pools are
 * looked at afterward, for the texts and stack traces that these events refer to, if there are any.
 *
 * <p>On damaged input an IOException or a RuntimeException comes out: the caller turns them into a
 * {@link Problem}.
 */
final class ChunkReader {

  private static final String STRING = "java.lang.String";

  /** A type of event that is wanted. */
  private record Wanted(long typeId, EventDecoder decoder) {}

  private final ChunkInput in;
  private final ChunkHeader header;
  private final ChunkEvents events;
  private final Metadata types;
  private final List<Wanted> wanted = new ArrayList<>();

  private ChunkReader(ChunkInput in, ChunkHeader header, ChunkEvents events) throws IOException {
    this.in = in;
    this.header = header;
    this.events = events;
    ConstantPools.requireEndingChain(in, header);
    types = Metadata.read(in, header.metadata());
    addDecoders(events.dictionary().texts());
  }

  /** Adds the events in file order; what was added before an exception is good. */
  static void read(FileChannel channel, ChunkHeader header, ChunkEvents events) throws IOException {
    ChunkReader reader = new ChunkReader(new ChunkInput(channel, header), header, events);
    try {
      reader.readEvents();
    } finally {
      reader.finish();
    }
  }

  /** What was read before any damage becomes whole: its texts may be all there. */
  private void finish() throws IOException {
    try {
      resolve();
    } finally {
      wanted.forEach(type -> type.decoder().finish(events));
    }
  }

  private void addDecoders(Texts texts) throws IOException {
    EventLayout connect = layout(SocketConnect.NAME);
    if (connect != null) {
      add(SocketConnect.NAME, new ConnectDecoder(connect, header));
    }
    addPeers(PeerDecoder.READ, texts);
    addPeers(PeerDecoder.WRITE, texts);
    EventLayout close = layout(SocketClose.NAME);
    if (close != null) {
      add(SocketClose.NAME, new CloseDecoder(close, header));
    }
    EventLayout settings = layout(NetworkSettings.NAME);
    if (settings != null) {
      add(NetworkSettings.NAME, new SettingsDecoder(settings, header, texts));
    }
    EventLayout status = layout(StatusDecoder.NAME);
    if (status != null) {
      add(StatusDecoder.NAME, new StatusDecoder(status, header, texts));
    }
    EventLayout hostTcp = layout(HostTcpDecoder.NAME);
    if (hostTcp != null) {
      add(HostTcpDecoder.NAME, new HostTcpDecoder(hostTcp, header));
    }
    EventLayout counts = layout(CountsDecoder.NAME);
    if (counts != null) {
      add(CountsDecoder.NAME, new CountsDecoder(counts, header, texts));
    }
    EventLayout loss = layout(DataLossDecoder.NAME);
    if (loss != null) {
      add(DataLossDecoder.NAME, new DataLossDecoder(loss, header));
    }
  }

  private void addPeers(String name, Texts texts) throws IOException {
    EventLayout layout = layout(name);
    if (layout != null) {
      add(name, new PeerDecoder(layout, header, texts));
    }
  }

  private void add(String name, EventDecoder decoder) throws IOException {
    Long id = types.id(name);
    if (id != null) {
      wanted.add(new Wanted(id, decoder));
    }
  }

  private @Nullable EventLayout layout(String name) throws IOException {
    Long id = types.id(name);
    return id == null ? null : new EventLayout(types.shape(id), events.dictionary().texts());
  }

  /** What does not fit its type is left out, and is a problem when all others have been read. */
  private void readEvents() throws IOException {
    long position = ChunkHeader.BYTES;
    long end = in.size();
    IOException damage = null;
    while (position < end) {
      in.seek(position, end);
      long size = in.readVarint();
      if (size <= 0 || size > end - position) {
        throw new IOException("an event of impossible size at byte " + position);
      }
      try {
        readEvent(in.readVarint(), position + size);
      } catch (IOException e) {
        damage = e;
      }
      position += size;
    }
    if (damage != null) {
      throw damage;
    }
  }

  private void readEvent(long typeId, long end) throws IOException {
    for (Wanted type : wanted) {
      if (type.typeId() == typeId) {
        in.seek(in.position(), end);
        type.decoder().decode(in, events);
        return;
      }
    }
    if (!types.isKnown(typeId)) {
      throw new IOException("an event of a type that is not described");
    }
  }

  /** Finds the texts and call sites that are in the constant pools. */
  private void resolve() throws IOException {
    Texts texts = events.dictionary().texts();
    Set<Long> traces = events.dictionary().stackTraces();
    if (traces.isEmpty() && texts.pooled().isEmpty()) {
      return;
    }
    ConstantPools pools = new ConstantPools(in, header, types);
    pools.find(
        Set.of(STRING, CallSites.STACK_TRACE, CallSites.METHOD, CallSites.CLASS, CallSites.SYMBOL));
    CallSites callSites = CallSites.read(traces, pools, in, texts);
    texts.resolve(strings(pools, texts.pooled()));
    events.dictionary().resolve(callSites::of);
  }

  private Map<Long, String> strings(ConstantPools pools, Set<Long> ids) throws IOException {
    Map<Long, String> strings = new HashMap<>();
    pools.forEach(
        STRING,
        (id, shape) -> {
          int length = in.passText();
          if (ids.contains(id)) {
            String text = TextEncoding.decode(in.window(), in.at() - length, in.at());
            if (text != null) {
              strings.put(id, text);
            }
          }
        });
    return strings;
  }
}
