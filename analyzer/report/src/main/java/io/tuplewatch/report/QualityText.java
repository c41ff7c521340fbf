package io.tuplewatch.report;

import io.tuplewatch.connection.Quality;
import io.tuplewatch.connection.QualityCounter;
import java.io.PrintWriter;

/** What was missing or odd, for people: only what is not zero, each with what it means. */
public final class QualityText {

  private QualityText() {}

  static void write(Quality quality, PrintWriter out) {
    if (quality.counts().isEmpty()) {
      return;
    }
    out.println();
    out.println("Quality of the recordings");
    quality
        .counts()
        .forEach(
            (counter, count) -> out.printf("  %10s  %s%n", Wording.count(count), meaning(counter)));
  }

  /** What a counter that is not zero means, to be put behind its number. */
  public static String meaning(QualityCounter counter) {
    return switch (counter) {
      case MALFORMED_EVENTS -> "events left out: no usable address or port";
      case UNKNOWN_OUTCOMES -> "outcomes this version does not know: counted apart as other";
      case DUPLICATE_EVENTS -> "events found again in another chunk or file: counted once";
      case PROCESSES_OF_ONE_JVM_ID ->
          "processes with the JVM id of another (restored from one snapshot?): told apart";
      case EVENTS_WITHOUT_CLOCK_OFFSET ->
          "events on the wall clock, for want of a clock offset: steps of it show";
      case JVMS_WITHOUT_NAMESPACE ->
          "JVMs of unknown network namespace: reuse across such JVMs is not seen";
      case EVENTS_NOT_READ ->
          "connects and closes that the agent counted and these recordings do not hold";
      case RECORDING_HOLES -> "holes in a JVM's recordings: what was used meanwhile is not known";
      case AMBIGUOUS_LOCAL_ADDRESSES ->
          "failed connects whose local address can be one of several: not classified";
      case CONNECTIONS_WITHOUT_CLOSE ->
          "connections without a recorded close: idle after them is an upper bound";
      case CLOSES_WITHOUT_CONNECT ->
          "closes without a recorded connect: an earlier use, itself not classified";
      case OVERLAPPING_USES ->
          "connects on a tuple that was still in use: not classified (clocks, or unknown JVMs)";
      case UNSEEN_CONNECTS ->
          "connects of these hosts, by the kernel's count, that are in no recording: causes allow"
              + " for tuples they used";
      case CLOCK_STEPS ->
          "steps of a wall clock: undone from chunk to chunk; within one, idle times may be off";
      case FAILED_BINDS ->
          "client sockets that could not be bound to the address or port asked for: no connect"
              + " followed";
      case AGENT_ERRORS ->
          "errors that the agent met and survived: connects or closes may be missing";
    };
  }
}
