package io.tuplewatch.recording;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One {@code tuplewatch.AgentStatus} as recorded: what the agent counted since it came.
 *
 * @param time epoch ns on the JVM's wall clock
 * @param connects attempts that ended, written or not
 * @param closes connections closed, written or not
 * @param failedBinds client sockets that could not be bound; no connect follows
 * @param suppressedErrors errors the agent met and survived
 * @param everyEventWritten false: the agent was told to leave some out
 * @param everyUseWritten false: also of the destinations that it does record
 */
public record StatusEvent(
    long jvmId,
    long time,
    long connects,
    long closes,
    long failedBinds,
    long suppressedErrors,
    boolean everyEventWritten,
    boolean everyUseWritten)
    implements Serializable {

  /** The event with these fields. */
  public static StatusEvent of(EventFields fields) {
    return of(
        fields.jvmId(),
        fields.start(),
        fields.number("connects", 0),
        fields.number("closes", 0),
        fields.number("failedBinds", 0),
        fields.number("suppressedErrors", 0),
        fields.text("events"),
        fields.text("destinations"));
  }

  /**
   * Of the agent's options as recorded.
   *
   * @param events which connects it writes; null = all
   * @param destinations to which it writes them; null = to all
   */
  public static StatusEvent of(
      long jvmId,
      long time,
      long connects,
      long closes,
      long failedBinds,
      long suppressedErrors,
      @Nullable String events,
      @Nullable String destinations) {
    boolean everyUse = events == null || events.equals("all");
    return new StatusEvent(
        jvmId,
        time,
        connects,
        closes,
        failedBinds,
        suppressedErrors,
        everyUse && destinations == null,
        everyUse);
  }
}
