package io.tuplewatch.agent;

import io.tuplewatch.agent.Jdks.Jdk;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * A main class of the test tree, run in a JVM of its own with the real agent's jar and a flight
 * recording.
 */
final class ChildJvm {

  static final Path AGENT = Path.of("target/tuplewatch-agent.jar").toAbsolutePath();
  private static final Path LIBRARIES = Path.of("target/clients").toAbsolutePath();
  private static final long PATIENCE_SECONDS = 180;

  /** Halve the processor time of a JVM that lives for a second. */
  static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Jdk jdk;
  private final Path directory;
  private final List<String> launcher = new ArrayList<>();
  private final List<String> firstJvmOptions = new ArrayList<>();
  private final List<String> jvmOptions = new ArrayList<>();
  private Path application;
  private String libraries = "";
  private String agentOptions = "";
  private boolean shortLived = true;
  private boolean watched = true;
  private boolean recorded = true;

  ChildJvm(Jdk jdk, Path directory) {
    this.jdk = jdk;
    this.directory = directory;
  }

  /** What the child left behind. */
  static final class Ended {
    private final int exitCode;
    private final List<String> output;
    private final List<String> errors;
    private final Path recording;

    Ended(int exitCode, List<String> output, List<String> errors, Path recording) {
      this.exitCode = exitCode;
      this.output = output;
      this.errors = errors;
      this.recording = recording;
    }

    int exitCode() {
      return exitCode;
    }

    List<String> output() {
      return output;
    }

    List<String> errors() {
      return errors;
    }

    List<RecordedEvent> events(String name) throws IOException {
      return RecordingFile.readAllEvents(recording).stream()
          .filter(event -> event.getEventType().getName().equals(name))
          .toList();
    }
  }

  /** The command line goes behind this one. */
  ChildJvm launchedBy(String... command) {
    launcher.addAll(List.of(command));
    return this;
  }

  /** The option that loads the agent. */
  static String agentOption() {
    return "-javaagent:" + AGENT;
  }

  /** With every compiler, and the collector that the JVM chooses, as in production. */
  ChildJvm asInProduction() {
    shortLived = false;
    return this;
  }

  /** Without the agent, and with nothing that could record. */
  ChildJvm withoutAgent() {
    watched = false;
    return withoutRecording();
  }

  ChildJvm withoutRecording() {
    recorded = false;
    return this;
  }

  ChildJvm withAgentOptions(String options) {
    agentOptions = "=" + options;
    return this;
  }

  /** With the client libraries on its class path. */
  ChildJvm withLibraries() {
    libraries = File.pathSeparator + LIBRARIES + "/*";
    return this;
  }

  /** With this jar in place of the folder of the main class. */
  ChildJvm withApplication(Path jar) {
    application = jar;
    return this;
  }

  /** With this jar on its class path. */
  ChildJvm withLibrary(Path jar) {
    libraries = File.pathSeparator + jar;
    return this;
  }

  /** In front of the agent's own option. */
  ChildJvm withFirstJvmOptions(String... options) {
    firstJvmOptions.addAll(List.of(options));
    return this;
  }

  ChildJvm withJvmOptions(String... options) {
    jvmOptions.addAll(List.of(options));
    return this;
  }

  private String recordingOption(Path recording) {
    // "none" came with 17, and the colon with 11.
    return jdk.version() < 17
        ? "-XX:StartFlightRecording=filename=" + recording
        : "-XX:StartFlightRecording:settings=none,filename=" + recording;
  }

  Ended run(Class<?> main, String... arguments)
      throws IOException, InterruptedException, URISyntaxException {
    Path recording = directory.resolve("child.jfr");
    Path output = directory.resolve("output.txt");
    Path errors = directory.resolve("errors.txt");
    List<String> command = command(recording, main);
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running: " + command);
    }
    return new Ended(
        process.exitValue(), Files.readAllLines(output), Files.readAllLines(errors), recording);
  }

  private List<String> command(Path recording, Class<?> main) throws URISyntaxException {
    List<String> command = new ArrayList<>(launcher);
    command.add(jdk.java());
    if (shortLived) {
      command.addAll(SHORT_LIVED);
    }
    command.addAll(firstJvmOptions);
    if (watched) {
      command.add(agentOption() + agentOptions);
    }
    if (recorded) {
      command.add(recordingOption(recording));
    }
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add((application != null ? application : folderOf(main)).toString() + libraries);
    command.add(main.getName());
    return command;
  }

  static Path folderOf(Class<?> main) throws URISyntaxException {
    return Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
