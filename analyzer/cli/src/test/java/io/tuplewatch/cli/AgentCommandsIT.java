package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * attach, detach, status, list and preflight, on a JVM of this machine and with the built agent.
 */
class AgentCommandsIT {

  private static final Path AGENT =
      Path.of("../../agent/javaagent/target/tuplewatch-agent.jar").toAbsolutePath().normalize();

  /** Waits for the end of its standard input. */
  private static final String PROGRAM =
      "public class Waiting { public static void main(String[] args) throws Exception {"
          + " System.out.println(\"ready\"); while (System.in.read() >= 0) {} } }";

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Process process;
  private String pid;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.exists(AGENT), "the agent is not built");
    ToldProgram.compile("Waiting", PROGRAM, directory);
    process = startJvm();
    pid = String.valueOf(process.pid());
    assertThat(Tool.said(process).readLine()).isEqualTo("ready");
  }

  /** A background job's children ignore SIGQUIT, unless told otherwise. */
  private Process startJvm(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=QUIT"));
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(Tool.SHORT_LIVED);
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", directory.toString(), "Waiting"));
    return new ProcessBuilder(command).redirectError(directory.resolve("err.txt").toFile()).start();
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    if (process != null) {
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void attachedDetachedAndAttachedAgain() {
    run("list"); // Other JVMs of this machine may refuse.
    assertThat(line()).endsWith("no agent");

    assertThat(run("attach", pid, "--agent", AGENT.toString())).isZero();
    assertThat(line()).contains("attached, version").contains("idle until a recording starts");

    assertThat(run("attach", pid, "--agent", AGENT.toString())).isZero();
    assertThat(line()).contains("has the agent already");

    assertThat(run("status", pid)).isZero();
    assertThat(line()).contains("recording off").contains("connects 0");

    assertThat(run("detach", pid)).isZero();
    assertThat(line()).endsWith("detached");

    assertThat(run("status", pid)).isZero();
    assertThat(line()).endsWith("detached");

    assertThat(run("attach", pid, "record=" + directory + "/own.jfr", "--agent", AGENT.toString()))
        .isZero();
    assertThat(line()).endsWith("recording");
    assertThat(directory.resolve("own.jfr")).exists();
  }

  /** Asking it to listen would end it: it has no handler for the signal yet. */
  @Test
  void jvmThatIsStartingIsLeftAlone() throws Exception {
    Path paused = directory.resolve("paused");
    Process starting =
        startJvm(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+PauseAtStartup",
            "-XX:PauseAtStartupFile=" + paused);
    Await.until("the JVM pauses", () -> Files.exists(paused));

    assertThat(run("list")).isEqualTo(1);
    Files.delete(paused);

    assertThat(err.toString()).contains(starting.pid() + " Waiting: is starting; try again");
    assertThat(Tool.said(starting).readLine()).isEqualTo("ready");
    starting.getOutputStream().close();
    assertThat(starting.waitFor()).isZero();
  }

  @Test
  void jarTheJvmDoesNotSeeIsSaidBeforeAnythingIsLoaded() {
    assertThat(run("attach", pid, "--agent", "/nowhere/agent.jar")).isEqualTo(1);

    assertThat(err.toString()).contains("does not see /nowhere/agent.jar").contains("--agent");
  }

  @Test
  void processThatIsNoJvmIsSaid() {
    assertThat(run("status", "1")).isEqualTo(1);

    assertThat(err.toString()).contains("1: no such JVM");
  }

  @Test
  void detachAndStatusAreNoOptionsOfTheAgent() {
    assertThat(run("attach", pid, "detach")).isEqualTo(2);
  }

  @Test
  void preflightFindsNothingAgainstAnOrdinaryJvm() {
    assertThat(run("preflight", pid, "--agent", AGENT.toString())).isZero();

    assertThat(out.toString())
        .contains("Java " + System.getProperty("java.version"))
        .contains("the agent can be loaded")
        .containsPattern("source ports \\d+ to \\d+, \\d+ of them reserved");
  }

  @Test
  void preflightRefusesAJarThatIsNotThere() {
    assertThat(run("preflight", pid, "--agent", "/nowhere/agent.jar")).isEqualTo(1);

    assertThat(out.toString()).contains("DO NOT LOAD").contains("does not see /nowhere/agent.jar");
  }

  @Test
  void preflightRefusesAJarThatOthersCanChange() throws IOException {
    Path jar = Files.copy(AGENT, directory.resolve("agent.jar"));
    Files.setPosixFilePermissions(
        jar, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--rw-"));

    assertThat(run("preflight", pid, "--agent", jar.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("can be changed by any user");
  }

  @Test
  void preflightWritesJson() {
    assertThat(run("preflight", pid, "--agent", AGENT.toString(), "--json", "-")).isZero();

    assertThat(out.toString())
        .startsWith("{")
        .contains("\"schemaVersion\" : 1")
        .contains("\"pid\" : " + pid)
        .contains("\"loadable\" : true");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Tuplewatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  /** What was said of our JVM. */
  private String line() {
    return out.toString()
        .lines()
        .filter(line -> line.startsWith(pid + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(out.toString() + err));
  }
}
