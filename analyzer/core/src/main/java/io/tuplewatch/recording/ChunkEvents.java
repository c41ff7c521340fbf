package io.tuplewatch.recording;

import io.tuplewatch.columns.FreeSegments;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The agent's events of one chunk, or of a part of it, in file order. The columns are filled while
 * the chunk is read and hold what came before any damage. Not thread-safe.
 *
 * @param start start of the chunk, epoch ns on the JVM's wall clock; wall clock steps show at chunk
 *     boundaries only
 * @param end end of the chunk as its header says, epoch ns; no later than {@code start} if it does
 *     not say: then the chunk ends with its last event
 * @param complete the times of which no event is missing, in order: one from {@code start} to
 *     {@code end} unless the chunk is damaged. Where one ends with the chunk, its last event counts
 *     too
 * @param dictionary what connects and closes have in common
 * @param others what only a recording without the agent, or one that lost events, has
 * @param continued whether it is a later part of a chunk that comes in parts: the settings are
 *     those of the chunk once more, by which JVMs are told apart; all else but connects and closes
 *     was in the first part
 */
public record ChunkEvents(
    long start,
    long end,
    List<TimeSpan> complete,
    ChunkDictionary dictionary,
    ConnectEvents connects,
    CloseEvents closes,
    List<SettingsEvent> settings,
    List<StatusEvent> statuses,
    List<HostTcpEvent> hostTcp,
    OtherEvents others,
    boolean continued) {

  /** No events yet, of a chunk that ends with its last event. */
  public static ChunkEvents startingAt(long start) {
    return between(start, start);
  }

  /** No events yet. */
  public static ChunkEvents between(long start, long end) {
    return between(start, end, new FreeSegments(0));
  }

  /** Does the same, in memory that other chunks were done with. */
  public static ChunkEvents between(long start, long end, FreeSegments free) {
    ChunkDictionary dictionary = new ChunkDictionary();
    return new ChunkEvents(
        start,
        end,
        List.of(new TimeSpan(start, end)),
        dictionary,
        new ConnectEvents(dictionary, free),
        new CloseEvents(dictionary, free),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new OtherEvents(),
        false);
  }

  /**
   * Lets chunks that are still to be read have the memory of connects and closes, which are gone
   * then. Reading is faster with it; a sink that keeps its chunks must not call it.
   */
  public void release() {
    connects.release();
    closes.release();
  }

  /** Adds what is neither a connect nor a close of a part of the same chunk. */
  public void addRare(ChunkEvents part) {
    settings.addAll(part.settings);
    statuses.addAll(part.statuses);
    hostTcp.addAll(part.hostTcp);
    others.addAll(part.others);
  }

  /**
   * These connects and closes as those of a part of a chunk.
   *
   * @param chunk what else is in all of the chunk
   * @param first whether it is the first part
   */
  public ChunkEvents asPartOf(ChunkEvents chunk, boolean first) {
    ChunkEvents part =
        new ChunkEvents(
            start,
            end,
            complete,
            dictionary,
            connects,
            closes,
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new OtherEvents(),
            !first);
    if (first) {
      part.addRare(chunk);
    } else {
      part.settings.addAll(chunk.settings);
    }
    return part;
  }

  /** Puts other texts in the place of those that were read, for good. */
  public void replaceTexts(TextReplacement by) {
    if (by != TextReplacement.NONE) {
      dictionary.replaceTexts(by);
      connects.replaceTexts(by);
      closes.replaceTexts(by);
      settings.replaceAll(event -> event.withTexts(by));
      others.replaceTexts(by);
    }
  }

  /**
   * Whether of these texts, by their numbers, none says who connected to where and how it ended, or
   * anything of another event: hosts, and classes and messages of exceptions.
   */
  public boolean haveOnlyAsDetails(BitSet texts) {
    BitSet others = (BitSet) texts.clone();
    connects.removeHosts(others);
    dictionary.removeFailures(others);
    return others.isEmpty() && !dictionary.pathsHave(texts);
  }

  /** Whether the chunk is not damaged. */
  public boolean whole() {
    return complete.equals(List.of(new TimeSpan(start, end)));
  }

  /**
   * The same events of a chunk that turned out to be damaged: of all its time some may be missing.
   */
  public ChunkEvents damaged() {
    return completeIn(List.of());
  }

  /** These events, of which none is missing in these times only. */
  public ChunkEvents completeIn(List<TimeSpan> times) {
    return new ChunkEvents(
        start,
        end,
        times,
        dictionary,
        connects,
        closes,
        settings,
        statuses,
        hostTcp,
        others,
        continued);
  }
}
