package io.tuplewatch.history;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One connect of a history. Times are ns since the history's start.
 *
 * @param number unique in the history, in order of start
 * @param jvm number of the JVM, from 0
 * @param destination number of the destination, from 0
 * @param callSite number of the line of code, from 0
 * @param localPort 0 without a SYN
 * @param end of the attempt
 * @param close of the connection; {@code end} if it did not come to one
 * @param closedBy null if it did not come to a connection
 * @param seen whether the process is recorded
 * @param blocked whether the firewall stopped its SYN, which is not always the cause
 */
public record Attempt(
    long number,
    int jvm,
    int destination,
    int callSite,
    int localPort,
    long start,
    long end,
    long close,
    Outcome outcome,
    @Nullable ClosedBy closedBy,
    TrueCause cause,
    boolean seen,
    boolean blocked) {

  public boolean connected() {
    return outcome == Outcome.CONNECTED;
  }
}
