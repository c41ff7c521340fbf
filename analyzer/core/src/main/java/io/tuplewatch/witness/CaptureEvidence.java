package io.tuplewatch.witness;

import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.witness.CaptureSource.Side;
import io.tuplewatch.witness.capture.Capture;
import io.tuplewatch.witness.capture.CaptureReader;
import io.tuplewatch.witness.capture.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What packet captures show of the failed connects. Immutable, thread-safe.
 *
 * <p>A SYN is known at the other end by its sequence number, so that translated addresses do not
 * matter, only a device that writes new sequence numbers does. "Never arrived" is said only where
 * the server's capture covers the moment, shows the destination, and holds the SYNs of the connects
 * that were answered ({@link ServerSide}).
 */
public final class CaptureEvidence {

  /**
   * A capture that was read.
   *
   * @param found connects, failed or not, whose SYN was found in it
   */
  public record Read(Side side, Capture capture, long found) {}

  private final List<Read> captures;
  private final Map<Integer, SeenPackets> byIndex;
  private final Map<Seen, Long> counts;
  private final @Nullable ClockLag clientLag;
  private final @Nullable ClockOffset serverOffset;
  private final long failuresLeftOut;

  private CaptureEvidence(
      List<Read> captures,
      Map<Integer, SeenPackets> byIndex,
      @Nullable ClockLag clientLag,
      @Nullable ClockOffset serverOffset,
      long failuresLeftOut) {
    this.captures = List.copyOf(captures);
    this.byIndex = byIndex;
    this.clientLag = clientLag;
    this.serverOffset = serverOffset;
    this.failuresLeftOut = failuresLeftOut;
    this.counts = new EnumMap<>(Seen.class);
    byIndex.values().forEach(seen -> counts.merge(seen.seen(), 1L, Long::sum));
  }

  /**
   * Reads the captures, those of the client first, and joins them with the connects. Memory is
   * bounded: at most {@value Interest#MOST_FAILURES} failures are looked for.
   *
   * @throws UnusableCaptureException if a file cannot be opened or is no capture
   */
  public static CaptureEvidence of(ClassifiedUses uses, List<CaptureSource> sources)
      throws UnusableCaptureException {
    Interest interest = Interest.of(uses);
    List<Read> captures = new ArrayList<>();
    Map<Integer, Attempt> left = new HashMap<>();
    ClientSide client = new ClientSide();
    for (CaptureSource source : on(Side.CLIENT, sources)) {
      AttemptsByTuple attempts = new AttemptsByTuple(interest);
      Capture capture = read(source, attempts);
      FoundAttempts found = FoundAttempts.of(interest, attempts);
      found.byIndex().forEach(left::putIfAbsent);
      client.add(capture, found);
      captures.add(new Read(Side.CLIENT, capture, found.byIndex().size()));
    }
    ServerSide server = new ServerSide(left, !client.isEmpty());
    for (CaptureSource source : on(Side.SERVER, sources)) {
      server.read(interest, source, captures);
    }
    server.compare(interest);
    return new CaptureEvidence(
        captures,
        new Verdicts(client, server).packets(interest),
        client.lag(),
        server.offset(),
        interest.failuresLeftOut());
  }

  static Capture read(CaptureSource source, Consumer<Segment> visitor)
      throws UnusableCaptureException {
    try {
      return CaptureReader.read(source.file(), visitor);
    } catch (IOException e) {
      throw new UnusableCaptureException(source.file(), e);
    }
  }

  private static List<CaptureSource> on(Side side, List<CaptureSource> sources) {
    return sources.stream().filter(source -> source.side() == side).toList();
  }

  /** What was read, the client's captures first. */
  public List<Read> captures() {
    return captures;
  }

  /**
   * The packets of the connect at an index among the uses; {@link SeenPackets#NOTHING} unless it
   * failed.
   */
  public SeenPackets packets(int index) {
    return byIndex.getOrDefault(index, SeenPackets.NOTHING);
  }

  /** Failed connects by what was seen of them. */
  public Map<Seen, Long> counts() {
    return counts;
  }

  /** How the client's capture runs against the JVM's clock; null if no SYN was found. */
  public @Nullable ClockLag clientLag() {
    return clientLag;
  }

  /** The clock of the server's capture; null without a handshake that both ends saw. */
  public @Nullable ClockOffset serverOffset() {
    return serverOffset;
  }

  /** Failures that were not looked for, for want of room. */
  public long failuresLeftOut() {
    return failuresLeftOut;
  }
}
