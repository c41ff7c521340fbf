package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.TimeSpan;
import io.tuplewatch.recording.format.Checkpoints;
import io.tuplewatch.recording.format.ChunkClock;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.ChunkInput;
import io.tuplewatch.recording.format.ChunkScan;
import io.tuplewatch.recording.format.Metadata;
import io.tuplewatch.recording.text.ByteWindow;
import io.tuplewatch.recording.text.Varint;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
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

  private static final long CHECKPOINT = 1;

  /** Longest event of ours, bytes: a list of reserved ports may have 100 KB. */
  private static final long LONGEST_EVENT = 8 << 20;

  private static final int LONGEST_IN_WINDOW = 1 << 16;

  /** How far it is, is told after so many bytes. */
  private static final long STEP = 16 << 20;

  /**
   * What came of a chunk.
   *
   * @param damage null if all of the agent's events were read
   * @param undescribed events of types that the chunk does not describe, which were left out
   * @param textsLeftOut hosts, or classes and messages of exceptions, that are in no constant pool:
   *     the first events of threads that begin with a chunk refer to the pool of the chunk before
   *     in JDK 11 and 17
   * @param complete as in {@link ChunkEvents}
   */
  public record Result(
      @Nullable IOException damage, long undescribed, int textsLeftOut, List<TimeSpan> complete) {

    boolean nothingToTell() {
      return damage == null && undescribed == 0 && textsLeftOut == 0;
    }
  }

  private final ChunkInput in;
  private final long from;
  private final long to;
  private final ByteWindow window = new ByteWindow();
  private final ChunkHeader header;
  private final ChunkEvents events;
  private final StackForm callSites;
  private final LongConsumer passed;
  private final Damage damage;
  private final Checkpoints checkpoints;
  private final Metadata types;
  private final EventDecoders decoders;

  private long told;
  private int checkpointsPassed;
  private long undescribed;
  private int textsLeftOut;

  private ChunkReader(ChunkSource source, long from, long to, ChunkEvents events)
      throws IOException {
    this.in = source.open();
    this.from = from;
    this.to = to;
    this.header = source.header();
    this.events = events;
    this.callSites = source.callSites();
    this.passed = source.passed();
    told = from;
    damage = damageOfChain(in, header);
    checkpoints = damage.checkpoints();
    types = source.metadata().read(in, header.metadata());
    decoders = new EventDecoders(types, header, events.dictionary().texts(), damage);
  }

  /** Where the chain of constant pools is broken, it is those that the events lead to. */
  private static Damage damageOfChain(ChunkInput in, ChunkHeader header) throws IOException {
    try {
      return new Damage(Checkpoints.chained(in, header));
    } catch (IOException e) {
      Damage damage = new Damage(Checkpoints.at(ChunkScan.of(in).checkpoints(), in, header));
      damage.addAll(e);
      return damage;
    }
  }

  /** Adds the events in file order; what was added before an exception is good. */
  public static Result read(ChunkSource source, ChunkEvents events) throws IOException {
    return read(source, ChunkHeader.BYTES, source.header().size(), events);
  }

  /** Does the same of the events that begin between two positions, the first of which has one. */
  static Result read(ChunkSource source, long from, long to, ChunkEvents events)
      throws IOException {
    ChunkReader reader = new ChunkReader(source, from, to, events);
    try {
      reader.readEvents();
    } finally {
      reader.finish();
    }
    return reader.result();
  }

  private Result result() {
    if (header.cut()) {
      damage.addCutOff(in.size());
    }
    List<TimeSpan> complete = damage.complete(events.start(), events.end(), ChunkClock.of(header));
    return new Result(damage.reason(), undescribed, textsLeftOut, complete);
  }

  /** What was read before any damage becomes whole: its texts may be all there. */
  private void finish() {
    try {
      PooledReferences references = new PooledReferences(in, types, events.dictionary());
      BitSet missing = references.resolve(checkpoints, callSites);
      if (!missing.isEmpty() && isWhole()) {
        missTexts(missing);
      }
    } catch (IOException e) {
      damage.addAll(e);
    } finally {
      decoders.finish(events);
    }
  }

  private void missTexts(BitSet missing) {
    if (events.haveOnlyAsDetails(missing)) {
      textsLeftOut = missing.cardinality();
    } else {
      damage.addAll(new IOException("a text is not in its constant pool"));
    }
  }

  /** Whether nothing is known to be missing. */
  private boolean isWhole() {
    return header.finished() && damage.reason() == null;
  }

  private void readEvents() throws IOException {
    long position = from;
    while (position < to) {
      long stop = Math.min(to, told + STEP);
      long next = readInWindow(position, stop);
      position = next == position ? position + readEvent(position) : next;
      if (position >= told + STEP) {
        passed.accept(position - told);
        told = position;
      }
    }
    if (undescribed > 0 && decoders.halfDescribed()) {
      damage.addAll(new IOException("a type of the agent's events is not described"));
    }
    if (isWhole() && checkpointsPassed != checkpoints.between(from, to)) {
      damage.addAll(new IOException("its chain of constant pools leaves some out"));
    }
  }

  /**
   * Reads the events that begin between these positions as far as the window goes, up to one that
   * is not read in one go or left out; returns where that begins. Short, and apart from all else,
   * so that it is compiled at once.
   */
  private long readInWindow(long from, long stop) throws IOException {
    @Nullable EventDecoder[] byType = decoders.byType();
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
      EventDecoder decoder = byType[type];
      int end = at + (int) size;
      if (decoder != null && !decoder.decodeInWindow(window, typeAt + length, end, events)) {
        break;
      }
      at = end;
    }
    decoders.leaveWindow(window, events);
    return windowStart + at;
  }

  /** Reads one event and returns its size, or how far off it goes on if that is impossible. */
  private long readEvent(long position) throws IOException {
    in.seek(position, in.size());
    long size = in.readVarint();
    if (size <= 0 || size > in.size() - position) {
      long next = checkpoints.next(position, in.size());
      damage.add(
          new IOException("an event of impossible size at byte " + position), position, next);
      return next - position;
    }
    long typeId = in.readVarint();
    int type = types.number(typeId);
    undescribed += type < 0 ? 1 : 0;
    checkpointsPassed += typeId == CHECKPOINT ? 1 : 0;
    EventDecoder decoder = type < 0 ? null : decoders.byType()[type];
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
      damage.add(e, position, end);
    }
  }
}
