package io.tuplewatch.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM in namespaces of its own, as a container's, that connects when it is told to. Where the
 * machine forbids namespaces, the tests that need one are skipped, unless {@code
 * TUPLEWATCH_NAMESPACES=required} says that they must run.
 */
final class ConnectingJvm implements AutoCloseable {

  private static final Path OWN_JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** Each line of its standard input is a number of connects; 0 is a refused one. */
  private static final String PROGRAM =
      """
      import java.io.*;
      import java.net.*;
      public class Connecting {
        public static void main(String[] args) throws Exception {
          final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
          System.out.println("ready");
          BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            int connects = Integer.parseInt(line);
            for (int i = 0; i < connects; i++) {
              Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
              server.accept().close();
              client.close();
            }
            if (connects == 0) {
              try {
                new Socket("127.0.0.1", 1).close();
              } catch (IOException e) {
                // as wished
              }
            }
            System.out.println("done");
          }
        }
      }
      """;

  private final ToldProgram program;
  private final ProcessHandle jvm;

  private ConnectingJvm(ToldProgram program) {
    this.program = program;
    this.jvm = program.process().children().findFirst().orElseThrow();
  }

  /**
   * @param directory what it sees as /tmp
   * @param options of its java
   */
  static ConnectingJvm start(Path java, Path directory, String... options)
      throws IOException, InterruptedException {
    List<String> launcher =
        List.of(
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "--propagation",
            "private");
    requirePossible(launcher);
    ToldProgram.compile("Connecting", PROGRAM, directory);
    List<String> command = new ArrayList<>(launcher);
    command.addAll(
        List.of("sh", "-euc", "mount --bind \"$0\" /tmp; exec \"$@\"", directory.toString()));
    return start(command, java, directory, options);
  }

  /** Another in the namespaces of this one. */
  ConnectingJvm startBeside(Path directory) throws IOException {
    List<String> command =
        List.of(
            "nsenter", "--target=" + pid(), "--user", "--mount", "--pid", "--preserve-credentials");
    return start(new ArrayList<>(command), OWN_JAVA, directory);
  }

  private static ConnectingJvm start(
      List<String> launcher, Path java, Path directory, String... options) throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(List.of(java.toString(), "-XX:-UsePerfData", "-cp", "/tmp"));
    command.addAll(Tool.SHORT_LIVED);
    command.addAll(List.of(options));
    command.add("Connecting");
    return new ConnectingJvm(ToldProgram.start(command, directory));
  }

  static ConnectingJvm start(Path directory, String... options)
      throws IOException, InterruptedException {
    return start(OWN_JAVA, directory, options);
  }

  /** Skips the test, or fails it, where the command, without a program, cannot be run. */
  static void requirePossible(List<String> launcher) throws IOException, InterruptedException {
    List<String> probe = new ArrayList<>(launcher);
    probe.add("true");
    Process process = new ProcessBuilder(probe).redirectErrorStream(true).start();
    boolean possible = process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    if (!possible && "required".equals(System.getenv("TUPLEWATCH_NAMESPACES"))) {
      throw new IllegalStateException("no namespaces can be made here");
    }
    assumeTrue(possible, "no namespaces can be made here (unshare)");
  }

  long pid() {
    return jvm.pid();
  }

  /** Returns when they are done. */
  void connect(int times) throws IOException {
    program.tell(String.valueOf(times));
  }

  void connectInVain() throws IOException {
    connect(0);
  }

  /** As kill -9 does it. */
  void kill() throws InterruptedException {
    jvm.destroyForcibly();
    program.process().waitFor();
  }

  /** As a program ends by itself. */
  @Override
  public void close() throws IOException {
    program.close();
  }
}
