package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.TimeSpan;
import io.tuplewatch.recording.format.Checkpoints;
import io.tuplewatch.recording.format.ChunkClock;
import java.util.ArrayList;
import java.util.List;

/**
 * The times of one chunk of which events may be missing, from where in it something could not be
 * read. A flush tells what had been committed before it, so that damage loses the seconds between
 * two flushes; without any, the whole chunk. Not thread-safe.
 */
final class Holes {

  private final Checkpoints checkpoints;

  /** Begins and ends in turn, ticks, ascending. */
  private final List<Long> ticks = new ArrayList<>();

  Holes(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** What lies from {@code from} to {@code to} was not read; positions ascend from call to call. */
  void add(long from, long to) {
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

  /** Anything may be missing. */
  void addAll() {
    ticks.clear();
    ticks.add(Long.MIN_VALUE);
    ticks.add(Long.MAX_VALUE);
  }

  /** The rest of the time from {@code start} to {@code end} of the chunk, epoch ns. */
  List<TimeSpan> complement(long start, long end, ChunkClock clock) {
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
