package io.tuplewatch.recording;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One {@code tuplewatch.ConnectCounts} as recorded: connects of one destination since the last such
 * event, also those that the agent was told to leave out.
 *
 * @param time epoch ns on the JVM's wall clock
 * @param address null: the destinations beyond those the agent tells apart
 * @param port remote port as recorded, not yet validated
 * @param failures of the connects, not connected
 * @param earlyReuses of the connects, on a tuple used less than the agent's firewall timeout before
 * @param firstUses of the connects, on tuples of which the agent remembered no use
 */
public record CountsEvent(
    long jvmId,
    long time,
    @Nullable String address,
    int port,
    long connects,
    long failures,
    long earlyReuses,
    long failedEarlyReuses,
    long firstUses)
    implements Serializable {

  /** The event with these fields. */
  public static CountsEvent of(EventFields fields) {
    return new CountsEvent(
        fields.jvmId(),
        fields.start(),
        fields.text(FieldNames.ADDRESS),
        fields.integer(FieldNames.PORT),
        fields.number("connects", 0),
        fields.number("failures", 0),
        fields.number("earlyReuses", 0),
        fields.number("failedEarlyReuses", 0),
        fields.number("firstUses", 0));
  }

  CountsEvent withTexts(TextReplacement by) {
    return new CountsEvent(
        jvmId,
        time,
        address == null ? null : by.replace(TextKind.ADDRESS, address),
        port,
        connects,
        failures,
        earlyReuses,
        failedEarlyReuses,
        firstUses);
  }
}
