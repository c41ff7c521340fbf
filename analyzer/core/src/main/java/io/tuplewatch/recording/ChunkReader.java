package io.tuplewatch.recording;

import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
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

  private static final long CHECKPOINT = 1;

  /** Longest event of ours, bytes: a list of reserved ports may have 100 KB. */
  private static final long LONGEST_EVENT = 8 << 20;

  private static final long LONGEST_KNOWN = 1 << 16;

  /** How far it is, is told after so many bytes. */
  private static final long STEP = 16 << 20;

  private final ChunkInput in;
  private final ChunkHeader header;
  private final ChunkEvents events;
  private final Metadata types;

  /** By the number that {@link Metadata} gives a type; null = not wanted. */
  private final @Nullable EventDecoder[] decoders;

  private final LongConsumer passed;
  private long told;
  private final int checkpointsInChain;
  private int checkpoints;
  private @Nullable IOException damage;

  private ChunkReader(
      ChunkInput in,
      ChunkHeader header,
      MetadataCache metadata,
      ChunkEvents events,
      LongConsumer passed)
      throws IOException {
    this.passed = passed;
    this.in = in;
    this.header = header;
    this.events = events;
    checkpointsInChain = ConstantPools.requireSoundChain(in, header);
    types = metadata.read(in, header.metadata());
    decoders = new @Nullable EventDecoder[types.count()];
    addDecoders(events.dictionary().texts());
  }

  /**
   * Adds the events in file order; what was added before an exception is good. In a long chunk
   * {@code passed} is told now and then how many more bytes have been read.
   */
  static void read(
      FileChannel channel,
      ChunkHeader header,
      MetadataCache metadata,
      ChunkEvents events,
      LongConsumer passed)
      throws IOException {
    ChunkReader reader =
        new ChunkReader(new ChunkInput(channel, header), header, metadata, events, passed);
    try {
      reader.readEvents();
    } finally {
      reader.finish();
    }
  }

  /** What was read before any damage becomes whole: its texts may be all there. */
  private void finish() throws IOException {
    try {
      for (EventDecoder decoder : decoders) {
        if (decoder != null) {
          decoder.addPatterns(events);
        }
      }
      resolve();
    } finally {
      for (EventDecoder decoder : decoders) {
        if (decoder != null) {
          decoder.finish(events);
        }
      }
    }
  }

  private void addDecoders(Texts texts) throws IOException {
    add(SocketConnect.NAME, type -> new ConnectDecoder(repeating(type), header));
    add(PeerDecoder.READ, type -> new PeerDecoder(layout(type), header, texts));
    add(PeerDecoder.WRITE, type -> new PeerDecoder(layout(type), header, texts));
    add(SocketClose.NAME, type -> new CloseDecoder(repeating(type), header));
    add(NetworkSettings.NAME, type -> new SettingsDecoder(layout(type), header, texts));
    add(StatusDecoder.NAME, type -> new StatusDecoder(layout(type), header, texts));
    add(HostTcpDecoder.NAME, type -> new HostTcpDecoder(layout(type), header));
    add(CountsDecoder.NAME, type -> new CountsDecoder(layout(type), header, texts));
    add(DataLossDecoder.NAME, type -> new DataLossDecoder(layout(type), header));
  }

  /** Makes the decoder of a type. */
  @FunctionalInterface
  private interface DecoderOf {
    EventDecoder type(Shape type) throws IOException;
  }

  private void add(String name, DecoderOf decoder) throws IOException {
    Long id = types.id(name);
    if (id != null) {
      decoders[types.number(id)] = decoder.type(types.shape(id));
    }
  }

  private EventLayout layout(Shape type) {
    return new EventLayout(type, events.dictionary().texts());
  }

  private RunLayout repeating(Shape type) {
    return new RunLayout(type, events.dictionary().texts(), PatternDecoder.REPEATED);
  }

  /** What does not fit its type is left out, and is a problem when all others have been read. */
  private void readEvents() throws IOException {
    long position = ChunkHeader.BYTES;
    while (position < in.size()) {
      long stop = Math.min(in.size(), told + STEP);
      position = readKnownEvents(position, stop);
      position += position < stop ? readEvent(position) : 0;
      if (position >= told + STEP) {
        passed.accept(position - told);
        told = position;
      }
    }
    if (damage != null) {
      throw damage;
    }
    if (header.finished() && checkpoints != checkpointsInChain) {
      throw new IOException("its chain of constant pools leaves some out");
    }
  }

  /**
   * Reads the events that begin between these positions, up to one that takes more than to be
   * compared or left out; returns where that begins. Short, and apart from all else, so that it is
   * compiled at once.
   */
  private long readKnownEvents(long from, long stop) throws IOException {
    long position = from;
    while (position < stop) {
      in.seek(position, in.size());
      long size = in.readVarint();
      if (size <= 0 || size > in.size() - position) {
        return position;
      }
      long typeId = in.readVarint();
      int type = types.number(typeId);
      if (type < 0 || typeId == CHECKPOINT) {
        return position;
      }
      EventDecoder decoder = decoders[type];
      if (decoder != null
          && (size > LONGEST_KNOWN || !decoder.decodeKnown(in, position + size, events))) {
        return position;
      }
      position += size;
    }
    return position;
  }

  /** Reads one event and returns its size. */
  private long readEvent(long position) throws IOException {
    in.seek(position, in.size());
    long size = in.readVarint();
    if (size <= 0 || size > in.size() - position) {
      throw new IOException("an event of impossible size at byte " + position);
    }
    try {
      decode(in.readVarint(), position + size);
    } catch (IOException e) {
      damage = e;
    }
    return size;
  }

  private void decode(long typeId, long end) throws IOException {
    int type = types.number(typeId);
    if (type < 0) {
      throw new IOException("an event of a type that is not described");
    }
    checkpoints += typeId == CHECKPOINT ? 1 : 0;
    EventDecoder decoder = decoders[type];
    if (decoder != null) {
      in.limit(end, LONGEST_EVENT);
      decoder.decode(in, events);
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
    Map<Long, String> strings = strings(pools, texts.pooled());
    texts.resolve(strings);
    events.dictionary().resolve(callSites::of);
    if (header.finished() && !strings.keySet().containsAll(texts.pooled())) {
      throw new IOException("a text is not in its constant pool");
    }
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
