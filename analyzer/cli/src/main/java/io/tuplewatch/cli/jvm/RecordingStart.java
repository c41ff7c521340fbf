package io.tuplewatch.cli.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the recording of a JVM begins: the agent's own is started, or one that runs is found. */
final class RecordingStart {

  private RecordingStart() {}

  /** Does what {@link RecordedJvm#start} says. */
  static RecordedJvm of(RunningJvm jvm, @Nullable Path agent, String options) throws AttachFailure {
    try (AgentConnection connection = AgentConnection.to(jvm)) {
      Map<String, String> before = connection.properties();
      boolean jfrIsNew = ChunkFolder.location(connection).isEmpty();
      JvmFolder folder = folder(jvm);
      try {
        if (!"attached".equals(before.get("state"))) {
          return begin(jvm, connection, agent, options, folder, jfrIsNew);
        }
        return running(jvm, connection, before, folder);
      } catch (AttachFailure e) {
        RecordedJvm.closeQuietly(folder);
        throw e;
      }
    }
  }

  private static RecordedJvm begin(
      RunningJvm jvm,
      AgentConnection connection,
      @Nullable Path agent,
      String options,
      JvmFolder folder,
      boolean jfrIsNew)
      throws AttachFailure {
    String name = newName(jvm);
    RecordingLock lock = lock(folder, name);
    try {
      String own = "record=" + folder.pathInJvm(name) + "," + lock.option();
      attach(jvm, connection, agent, own + comma(options));
      ChunkFolder chunks = ChunkFolder.of(jvm, connection, jfrIsNew);
      return new RecordedJvm(jvm, RecordedJvm.Origin.OURS, name, folder, lock, chunks);
    } catch (AttachFailure e) {
      RecordedJvm.closeQuietly(lock);
      throw e;
    }
  }

  private static RecordingLock lock(JvmFolder folder, String recording) throws AttachFailure {
    try {
      RecordingLock lock = RecordingLock.take(folder, recording);
      if (lock != null) {
        return lock;
      }
    } catch (IOException e) {
      throw new AttachFailure("nothing can be recorded into its /tmp (" + e.getMessage() + ")");
    }
    throw new AttachFailure("another tuplewatch record is recording it");
  }

  private static RecordedJvm running(
      RunningJvm jvm, AgentConnection connection, Map<String, String> status, JvmFolder folder)
      throws AttachFailure {
    if (!"on".equals(status.get("recording"))) {
      throw new AttachFailure(
          "has the agent, but no recording runs: tuplewatch detach " + jvm.pid() + ", then again");
    }
    String file = status.getOrDefault("recordFile", "");
    String ours = file.substring(file.lastIndexOf('/') + 1);
    boolean takenOver =
        LeftRecordings.NAME.matcher(ours).matches()
            && file.equals(folder.pathInJvm(ours).toString());
    ChunkFolder chunks = ChunkFolder.of(jvm, connection, false);
    return takenOver
        ? new RecordedJvm(
            jvm, RecordedJvm.Origin.TAKEN_OVER, ours, folder, lock(folder, ours), chunks)
        : new RecordedJvm(jvm, RecordedJvm.Origin.THEIRS, nameOfTheirs(file), folder, null, chunks);
  }

  /** Never a file of ours, but its suffix says what it is. */
  private static String nameOfTheirs(String file) {
    return file.endsWith(".jsonl") ? "theirs.jsonl" : "theirs.jfr";
  }

  private static void attach(
      RunningJvm jvm, AgentConnection connection, @Nullable Path agent, String options)
      throws AttachFailure {
    Path jar = agent == null ? AgentJar.put(jvm) : agent;
    boolean recording = false;
    try {
      connection.load(jar, options);
      Map<String, String> after = connection.properties();
      recording = "on".equals(after.get("recording"));
      if (!"attached".equals(after.get("state"))) {
        throw new AttachFailure("the agent stayed out; its reason is on the JVM's standard error");
      } else if (!recording) {
        connection.detachAgent();
        throw new AttachFailure("it cannot record there; the reason is on its standard error");
      }
    } finally {
      if (!recording) {
        AgentJar.remove(jvm, jar);
      }
    }
  }

  private static JvmFolder folder(RunningJvm jvm) throws AttachFailure {
    try {
      return JvmFolder.open(jvm);
    } catch (IOException e) {
      throw new AttachFailure("nothing can be recorded into its /tmp (" + e.getMessage() + ")");
    }
  }

  private static String newName(RunningJvm jvm) {
    boolean flightRecorder = JavaInstallation.of(jvm).hasFlightRecorder();
    return LeftRecordings.PREFIX + stamp(jvm) + (flightRecorder ? ".jfr" : ".jsonl");
  }

  /** Tells the files of one run from those of another. */
  static String stamp(RunningJvm jvm) {
    return jvm.pid() + "-" + Instant.now().toEpochMilli();
  }

  private static String comma(String options) {
    return options.isEmpty() ? "" : "," + options;
  }
}
