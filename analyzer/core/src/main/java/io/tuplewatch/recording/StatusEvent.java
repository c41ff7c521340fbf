package io.tuplewatch.recording;

/**
 * One {@code tuplewatch.AgentStatus} as recorded: what the agent counted since it came.
 *
 * @param time epoch ns on the JVM's wall clock
 * @param connects attempts that ended, written or not
 * @param closes connections closed, written or not
 * @param suppressedErrors errors the agent met and survived
 * @param everyEventWritten false: the agent was told to leave some out
 * @param everyUseWritten false: also of the destinations that it does record
 */
public record StatusEvent(
    long jvmId,
    long time,
    long connects,
    long closes,
    long suppressedErrors,
    boolean everyEventWritten,
    boolean everyUseWritten) {}
