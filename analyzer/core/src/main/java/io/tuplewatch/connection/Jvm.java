package io.tuplewatch.connection;

import io.tuplewatch.recording.SettingsEvent;
import java.util.List;

/**
 * One JVM of the recordings, that is one load of the agent.
 *
 * @param recorded when it was recorded
 * @param settings every NetworkSettings event, in time order
 */
public record Jvm(long jvmId, RecordedTime recorded, List<SettingsEvent> settings) {

  public Jvm {
    settings = List.copyOf(settings);
  }
}
