package io.tuplewatch.connection;

import io.tuplewatch.recording.SettingsEvent;
import java.util.List;

/**
 * One JVM of the recordings, that is one load of the agent.
 *
 * @param firstEvent when its recorded history begins, ns on CLOCK_MONOTONIC of its boot
 * @param settings every NetworkSettings event, in time order
 */
public record Jvm(long jvmId, long firstEvent, List<SettingsEvent> settings) {

  public Jvm {
    settings = List.copyOf(settings);
  }
}
