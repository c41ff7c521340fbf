package io.tuplewatch.advice;

import io.tuplewatch.selection.replay.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do about failed early reuses. Counts are of the recorded time, of the destinations in
 * question: those whose early reuses fail more often than their other connects, the worst of them.
 *
 * @param standing whether there is advice, and why not
 * @param destinations in question
 * @param destinationsLeftOut more of them, that were too many to play through
 * @param recordedNanos from the first event to the last
 * @param failedEarlyReuses recorded
 * @param asRecorded what the replay has without a change; null without one
 * @param items what helps by more than its interval, the largest effect first; of equal ones what
 *     asks less of people
 * @param withoutEffect what was tried and does not
 * @param callSites the lines that connect there, most failed early reuses first, then most connects
 * @param rest how long tuples can rest; null without a replay
 * @param severalProcesses whether several JVMs, or processes that nobody recorded, connect there,
 *     so that no table of one of them knows all uses
 * @param combination the smallest set of steps that brings the failures under {@code target}; null
 *     if none does, or none was asked for
 */
public record Advice(
    Standing standing,
    int destinations,
    int destinationsLeftOut,
    long recordedNanos,
    long failedEarlyReuses,
    @Nullable Prediction asRecorded,
    List<Item> items,
    List<Item> withoutEffect,
    List<CallSite> callSites,
    @Nullable PortRest rest,
    boolean severalProcesses,
    @Nullable Target target,
    @Nullable Item combination) {

  private static final double DAY_NANOS = 86_400e9;

  /** Whether there is advice. */
  public enum Standing {
    /** There is: {@link Advice#items}, unless nothing helps. */
    GIVEN,
    /** No destination's early reuses fail more often than its other connects. */
    NO_REUSE_TROUBLE,
    /** The load is not known: an agent left connects out, or settings are missing. */
    LOAD_NOT_KNOWN,
    /** The replay without a change does not come to what was recorded. */
    NOT_REPRODUCED
  }

  /**
   * What the user wants to come to.
   *
   * @param perDay failed early reuses a day, above 0
   */
  public record Target(double perDay) {}

  public Advice {
    items = List.copyOf(items);
    withoutEffect = List.copyOf(withoutEffect);
    callSites = List.copyOf(callSites);
  }

  /** Counts of the recorded time are multiplied with this to be those of a day. */
  public double toDay() {
    return recordedNanos > 0 ? DAY_NANOS / (double) recordedNanos : 0;
  }

  static Advice none(Standing standing, int destinations, long recordedNanos, long failed) {
    return new Advice(
        standing,
        destinations,
        0,
        recordedNanos,
        failed,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        false,
        null,
        null);
  }
}
