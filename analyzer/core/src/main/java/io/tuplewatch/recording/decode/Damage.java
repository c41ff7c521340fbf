package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.TimeSpan;
import io.tuplewatch.recording.format.Checkpoints;
import io.tuplewatch.recording.format.ChunkClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of one chunk could not be read: why, and the times of which events may therefore be missing.
 * A flush tells what had been committed before it, so that damage loses the seconds between two
 * flushes; without any, the whole chunk. Not thread-safe.
 */
final class Damage {

  private final Checkpoints checkpoints;

  /** Begins and ends of the times in turn, ticks, ascending. */
  private final List<Long> ticks = new ArrayList<>();

  private @Nullable IOException reason;

  Damage(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** The checkpoints by which the times are told. */
  Checkpoints checkpoints() {
    return checkpoints;
  }

  /** Why something could not be read, at first; null if all could. */
  @Nullable IOException reason() {
    return reason;
  }

  /** What lies from {@code from} to {@code to} was not read; positions ascend from call to call. */
  void add(IOException why, long from, long to) {
    note(why);
    addUnread(from, to);
  }

  /** Anything may be missing. */
  void addAll(IOException why) {
    note(why);
    ticks.clear();
    ticks.add(Long.MIN_VALUE);
    ticks.add(Long.MAX_VALUE);
  }

  /** The chunk goes on behind {@code from}, but not in this file. */
  void addCutOff(long from) {
    addUnread(from, Long.MAX_VALUE);
  }

  private void note(IOException why) {
    reason = reason == null ? why : reason;
  }

  private void addUnread(long from, long to) {
    long begin = checkpoints.writtenBefore(from);
    long end = checkpoints.committedBefore(to);
    int last = ticks.size() - 1;
    if (last >= 0 && begin <= ticks.get(last)) {
      ticks.set(last, Math.max(end, ticks.get(last)));
    } else {
      ticks.add(begin);
      ticks.add(end);
    }
  }

  /** The rest of the time from {@code start} to {@code end} of the chunk, epoch ns. */
  List<TimeSpan> complete(long start, long end, ChunkClock clock) {
    List<TimeSpan> spans = new ArrayList<>();
    long from = start;
    for (int i = 0; i < ticks.size(); i += 2) {
      long begin = ticks.get(i) == Long.MIN_VALUE ? start : clock.nanosAt(ticks.get(i));
      if (begin > from) {
        spans.add(new TimeSpan(from, begin));
      }
      if (ticks.get(i + 1) == Long.MAX_VALUE) {
        return spans;
      }
      from = clock.nanosAt(ticks.get(i + 1));
    }
    spans.add(new TimeSpan(from, end));
    return spans;
  }
}
