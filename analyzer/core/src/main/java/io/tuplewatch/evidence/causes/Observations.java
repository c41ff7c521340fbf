package io.tuplewatch.evidence.causes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link HiddenMarkovModel} observes: the attempts of one destination in time order, in
 * steps. A step is some connects that were answered at once, or one that was not. Each of the
 * latter has a step of its own: between it and the connect before, anything may have changed.
 * Memory grows with them, and with a 64th of the others. Not thread-safe.
 */
final class Observations {

  /** Connects answered at once in one step, at most. */
  static final int MOST_QUICK = 64;

  private static final int NOTHING = -1;

  private long[] times = new long[4];
  private byte[] quick = new byte[4];

  /** A failure's number, nothing, or how many SYNs were lost before the answer, below -1. */
  private int[] events = new int[4];

  private int steps;
  private boolean open;
  private long slow;
  private final List<FailedConnect> failures = new ArrayList<>();

  /** A connect that worked at its {@code syns}th SYN. */
  void worked(long start, int syns) {
    if (syns == 1) {
      stepAt(start);
      open = ++quick[steps - 1] < MOST_QUICK;
    } else {
      end(start, -syns);
      slow++;
    }
  }

  void failed(FailedConnect failure) {
    failures.add(failure);
    end(failure.start(), failures.size() - 1);
  }

  private void end(long start, int event) {
    open = false;
    stepAt(start);
    events[steps - 1] = event;
    open = false;
  }

  /** Makes sure of an open step that ends no earlier than that. */
  private void stepAt(long time) {
    if (!open) {
      if (steps == times.length) {
        times = Arrays.copyOf(times, 2 * steps);
        quick = Arrays.copyOf(quick, 2 * steps);
        events = Arrays.copyOf(events, 2 * steps);
      }
      times[steps] = steps == 0 ? time : Math.max(time, times[steps - 1]);
      quick[steps] = 0;
      events[steps] = NOTHING;
      steps++;
      open = true;
    }
    times[steps - 1] = Math.max(times[steps - 1], time);
  }

  int steps() {
    return steps;
  }

  /** Start of the step's last attempt. */
  long time(int step) {
    return times[step];
  }

  /** How many were answered at once. */
  int quick(int step) {
    return quick[step];
  }

  /** SYNs that were lost before the last attempt's answer, 0 if there is no such attempt. */
  int lost(int step) {
    return events[step] < NOTHING ? -events[step] - 1 : 0;
  }

  /** How many attempts were answered at their second SYN or later. */
  long slow() {
    return slow;
  }

  /** The failure that the step ends with; null if it ends with none. */
  @Nullable FailedConnect failure(int step) {
    return events[step] > NOTHING ? failures.get(events[step]) : null;
  }

  List<FailedConnect> failures() {
    return failures;
  }

  /** The first step that ends at or after a time; the last if there is none. */
  int at(long time) {
    int found = Arrays.binarySearch(times, 0, steps, time);
    return Math.min(steps - 1, found >= 0 ? found : -found - 1);
  }
}
