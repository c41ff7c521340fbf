package io.tuplewatch.samples.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Server and client as processes of their own, as the demo runs them. */
@Timeout(60)
class ProcessTest {

  private static final String LISTENING = "listening on port ";

  @TempDir private Path directory;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void leaveNoProcessBehind() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void clientsThatEndInEveryWayAreLoggedInFullByAServerThatEndsWithItsInput() throws Exception {
    Process server = start("server", "--until-eof", "--log=" + log("server"));
    BufferedReader serverOut = server.inputReader();
    String port = port(serverOut);
    List<String> ways = List.of("normal", "system-exit", "halt");

    for (String way : ways) {
      Process client =
          start(
              "client",
              "--to=127.0.0.1:" + port,
              "--connects=20",
              "--exit=" + way,
              "--log=" + log(way));
      assertThat(client.inputReader().readLine()).startsWith("20 connects in ");
      assertThat(exitCode(client)).as(way).isZero();
    }
    server.outputWriter().close();

    assertThat(serverOut.readLine()).isEqualTo("60 connections accepted, 0 broken off");
    assertThat(exitCode(server)).isZero();
    List<String> connects = new ArrayList<>();
    for (String way : ways) {
      connects.addAll(Csv.read(log(way)).columns("localPort"));
    }
    assertThat(Csv.read(log("server")).columns("peerPort")).isEqualTo(connects);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // has no SIGTERM
  void aTerminatedServerStillWritesItsLogAndSummary() throws Exception {
    Process server = start("server", "--log=" + log("server"));
    BufferedReader serverOut = server.inputReader();
    Run client = Run.churn("client", "--to=127.0.0.1:" + port(serverOut), "--connects=20");
    assertThat(client.out()).contains(": 20 connected, 0 failed;");

    terminate(server);

    assertThat(serverOut.readLine()).isEqualTo("20 connections accepted, 0 broken off");
    exitCode(server);
    assertThat(Csv.read(log("server")).columns("peerPort")).hasSize(20);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // has no SIGTERM
  void aTerminatedClientStillWritesItsLogAndSummary() throws Exception {
    try (RunningServer server = RunningServer.start("--connections=1")) {
      Process client =
          start("client", "--to=127.0.0.1:" + server.port(), "--rate=0.001", "--log=" + log("c"));
      server.summary(); // the first connect is over, the next is 1,000 s away

      terminate(client);

      assertThat(client.inputReader().readLine()).startsWith("1 connects in ");
      exitCode(client);
    }
    assertThat(Csv.read(log("c")).columns("sequence", "outcome")).containsExactly("0 connected");
  }

  private Process start(String... args) throws Exception {
    Path classes = Path.of(Churn.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes.toString(),
                Churn.class.getName()));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    processes.add(process);
    return process;
  }

  private Path log(String name) {
    return directory.resolve(name + ".csv");
  }

  private static String port(BufferedReader serverOut) throws IOException {
    String line = serverOut.readLine();
    assertThat(line).matches(LISTENING + "[0-9]+");
    return line.substring(LISTENING.length());
  }

  /** Unlike {@link Process#destroy}, this leaves the output of the process readable. */
  private static void terminate(Process process) {
    process.toHandle().destroy();
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }
}
