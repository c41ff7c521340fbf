package io.tuplewatch.recording.decode;

import io.tuplewatch.events.AgentStatus;
import io.tuplewatch.events.ConnectCounts;
import io.tuplewatch.events.HostTcp;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CountsEvent;
import io.tuplewatch.recording.EventFields;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.recording.StatusEvent;
import io.tuplewatch.recording.ThreadPools;
import io.tuplewatch.recording.TimeSpan;
import io.tuplewatch.recording.format.Checkpoints;
import io.tuplewatch.recording.format.ChunkClock;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.ChunkInput;
import io.tuplewatch.recording.format.ChunkScan;
import io.tuplewatch.recording.format.ConstantPools;
import io.tuplewatch.recording.format.Metadata;
import io.tuplewatch.recording.format.MetadataCache;
import io.tuplewatch.recording.format.Shape;
import io.tuplewatch.recording.text.ByteWindow;
import io.tuplewatch.recording.text.TextEncoding;
import io.tuplewatch.recording.text.Texts;
import io.tuplewatch.recording.text.Varint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the agent's events of one chunk and skips all others by their size. Constant pools are
 * looked at afterward, for the texts and stack traces that these events refer to, if there are any.
 *
 * <p>What does not fit its type is left out, and the events around it are kept; where sizes cannot
 * be followed, it goes on at the next checkpoint. If nothing can be read, an IOException or a
 * RuntimeException comes out: the caller turns it into a {@link Problem}.
 */
public final class ChunkReader {

  private static final String OURS = "tuplewatch.";
  private static final String STRING = "java.lang.String";

  private static final long CHECKPOINT = 1;

  /** Longest event of ours, bytes: a list of reserved ports may have 100 KB. */
  private static final long LONGEST_EVENT = 8 << 20;

  private static final int LONGEST_IN_WINDOW = 1 << 16;

  /** How far it is, is told after so many bytes. */
  private static final long STEP = 16 << 20;

  private final ChunkInput in;
  private final ByteWindow window = new ByteWindow();
  private final ChunkHeader header;
  private final ChunkEvents events;
  private final Metadata types;

  /** By the number that {@link Metadata} gives a type; null = not wanted. */
  private final @Nullable EventDecoder[] decoders;

  /**
   * What came of a chunk.
   *
   * @param damage null if all of the agent's events were read
   * @param undescribed events of types that the chunk does not describe, which were left out
   * @param complete as in {@link ChunkEvents}
   */
  public record Result(@Nullable IOException damage, long undescribed, List<TimeSpan> complete) {}

  private final LongConsumer passed;
  private long told;
  private final Checkpoints checkpoints;
  private final Holes holes;
  private int checkpointsPassed;
  private final StackForm callSites;
  private long undescribed;
  private @Nullable IOException damage;

  private ChunkReader(
      ChunkInput in,
      ChunkHeader header,
      MetadataCache metadata,
      ChunkEvents events,
      StackForm callSites,
      LongConsumer passed)
      throws IOException {
    this.callSites = callSites;
    this.passed = passed;
    this.in = in;
    this.header = header;
    this.events = events;
    checkpoints = checkpoints();
    holes = new Holes(checkpoints);
    if (damage != null) {
      holes.addAll();
    }
    types = metadata.read(in, header.metadata());
    decoders = new @Nullable EventDecoder[types.count()];
    addDecoders(events.dictionary().texts());
  }

  /**
   * Adds the events in file order; what was added before an exception is good. In a long chunk
   * {@code passed} is told now and then how many more bytes have been read.
   */
  public static Result read(
      FileChannel channel,
      ChunkHeader header,
      MetadataCache metadata,
      ChunkEvents events,
      StackForm callSites,
      LongConsumer passed)
      throws IOException {
    ChunkReader reader =
        new ChunkReader(
            new ChunkInput(channel, header), header, metadata, events, callSites, passed);
    try {
      reader.readEvents();
    } finally {
      reader.finish();
    }
    return reader.result();
  }

  private Result result() {
    if (header.cut()) {
      holes.add(in.size(), Long.MAX_VALUE);
    }
    List<TimeSpan> complete = holes.complement(events.start(), events.end(), ChunkClock.of(header));
    return new Result(damage, undescribed, complete);
  }

  /** Where the chain of constant pools is broken, those that the events lead to. */
  private Checkpoints checkpoints() throws IOException {
    try {
      return Checkpoints.chained(in, header);
    } catch (IOException e) {
      damage = e;
      return Checkpoints.at(ChunkScan.of(in).checkpoints(), in, header);
    }
  }

  /** What was read before any damage becomes whole: its texts may be all there. */
  private void finish() {
    try {
      resolve();
    } catch (IOException e) {
      damaged(e);
    } finally {
      for (EventDecoder decoder : decoders) {
        if (decoder != null) {
          decoder.finish(events);
        }
      }
    }
  }

  private void addDecoders(Texts texts) throws IOException {
    add(SocketConnect.NAME, type -> new ConnectDecoder(tuples(type), header));
    add(PeerDecoder.READ, type -> new PeerDecoder(layout(type), header, texts));
    add(PeerDecoder.WRITE, type -> new PeerDecoder(layout(type), header, texts));
    add(SocketClose.NAME, type -> new CloseDecoder(tuples(type), header));
    addRare(NetworkSettings.NAME, List.of(), (all, it) -> all.settings().add(SettingsEvent.of(it)));
    addRare(
        AgentStatus.NAME,
        List.of("connects", "closes"),
        (all, it) -> all.statuses().add(StatusEvent.of(it)));
    addRare(
        HostTcp.NAME, List.of("activeOpens"), (all, it) -> all.hostTcp().add(HostTcpEvent.of(it)));
    addRare(
        ConnectCounts.NAME, List.of("connects"), (all, it) -> all.others().add(CountsEvent.of(it)));
    add(DataLossDecoder.NAME, type -> new DataLossDecoder(layout(type), header));
  }

  private void addRare(
      String name, List<String> required, BiConsumer<ChunkEvents, EventFields> adder)
      throws IOException {
    Texts texts = events.dictionary().texts();
    add(name, type -> new RareDecoder(layout(type), header, texts, required, adder));
  }

  /** Makes the decoder of a type. */
  @FunctionalInterface
  private interface DecoderOf {
    EventDecoder type(Shape type) throws IOException;
  }

  private void add(String name, DecoderOf decoder) throws IOException {
    Long id = types.id(name);
    if (id == null) {
      return;
    }
    try {
      decoders[types.number(id)] = decoder.type(types.shape(id));
    } catch (IOException e) {
      if (name.startsWith(OURS)) {
        damaged(e);
      }
    }
  }

  private void damaged(IOException reason) {
    damage = damage == null ? reason : damage;
    holes.addAll();
  }

  private void damaged(IOException reason, long from, long to) {
    damage = damage == null ? reason : damage;
    holes.add(from, to);
  }

  private EventLayout layout(Shape type) {
    return new EventLayout(type, events.dictionary().texts());
  }

  private TupleBlock tuples(Shape type) {
    return new TupleBlock(type, events.dictionary().texts());
  }

  private void readEvents() throws IOException {
    long position = ChunkHeader.BYTES;
    while (position < in.size()) {
      long stop = Math.min(in.size(), told + STEP);
      long next = readInWindow(position, stop);
      position = next == position ? position + readEvent(position) : next;
      if (position >= told + STEP) {
        passed.accept(position - told);
        told = position;
      }
    }
    if (undescribed > 0 && agentIsHalfDescribed()) {
      damaged(new IOException("a type of the agent's events is not described"));
    }
    if (header.finished()
        && damage == null
        && checkpointsPassed != checkpoints.positions().size()) {
      damaged(new IOException("its chain of constant pools leaves some out"));
    }
  }

  /** The agent registers its types together: what is not described may then be its own. */
  private boolean agentIsHalfDescribed() throws IOException {
    return (types.id(SocketConnect.NAME) == null) != (types.id(SocketClose.NAME) == null);
  }

  /**
   * Reads the events that begin between these positions as far as the window goes, up to one that
   * is not read in one go or left out; returns where that begins. Short, and apart from all else,
   * so that it is compiled at once.
   */
  private long readInWindow(long from, long stop) throws IOException {
    in.show(from, LONGEST_IN_WINDOW);
    int filled = in.filled();
    window.show(in.window(), filled);
    long windowStart = from - in.at();
    long last = Math.min(stop - windowStart, filled);
    int at = in.at();
    while (at < last) {
      long word = window.word(at);
      int length = Varint.length(word);
      long size = length < Varint.LONGEST ? Varint.value(word, length) : 0;
      if (size <= 0 || size > filled - at) {
        break;
      }
      int typeAt = at + length;
      word = window.word(typeAt);
      length = Varint.length(word);
      long typeId = length < Varint.LONGEST ? Varint.value(word, length) : CHECKPOINT;
      int type = types.number(typeId);
      if (type < 0 || typeId == CHECKPOINT) {
        break;
      }
      EventDecoder decoder = decoders[type];
      int end = at + (int) size;
      if (decoder != null && !decoder.decodeInWindow(window, typeAt + length, end, events)) {
        break;
      }
      at = end;
    }
    for (EventDecoder decoder : decoders) {
      if (decoder != null) {
        decoder.leaveWindow(window, events);
      }
    }
    return windowStart + at;
  }

  /** Reads one event and returns its size, or how far off it goes on if that is impossible. */
  private long readEvent(long position) throws IOException {
    in.seek(position, in.size());
    long size = in.readVarint();
    if (size <= 0 || size > in.size() - position) {
      long next = checkpoints.next(position, in.size());
      damaged(new IOException("an event of impossible size at byte " + position), position, next);
      return next - position;
    }
    long typeId = in.readVarint();
    int type = types.number(typeId);
    undescribed += type < 0 ? 1 : 0;
    checkpointsPassed += typeId == CHECKPOINT ? 1 : 0;
    EventDecoder decoder = type < 0 ? null : decoders[type];
    if (decoder != null) {
      decode(decoder, position, position + size);
    }
    return size;
  }

  private void decode(EventDecoder decoder, long position, long end) {
    try {
      in.limit(end, LONGEST_EVENT);
      decoder.decode(in, events);
    } catch (IOException e) {
      damaged(e, position, end);
    }
  }

  /** Finds the texts and call sites that are in the constant pools. */
  private void resolve() throws IOException {
    Texts texts = events.dictionary().texts();
    Set<Long> traces = events.dictionary().stackTraces();
    Set<Long> threads = events.dictionary().threads();
    if (traces.isEmpty() && threads.isEmpty() && texts.pooled().isEmpty()) {
      return;
    }
    ConstantPools pools = new ConstantPools(in, types);
    pools.find(
        Set.of(
            STRING,
            CallSites.STACK_TRACE,
            CallSites.METHOD,
            CallSites.CLASS,
            CallSites.SYMBOL,
            ThreadNames.THREAD),
        checkpoints);
    CallSites sites = CallSites.read(traces, pools, in, texts);
    Map<Long, Integer> names = ThreadNames.read(threads, pools, in, texts);
    Map<Long, String> strings = strings(pools, texts.pooled());
    texts.resolve(strings);
    events
        .dictionary()
        .resolve(
            trace -> sites.callSite(trace, callSites),
            thread -> ThreadPools.of(texts.get(names.getOrDefault(thread, Texts.NULL))));
    if (header.finished() && damage == null && !strings.keySet().containsAll(texts.pooled())) {
      damaged(new IOException("a text is not in its constant pool"));
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
