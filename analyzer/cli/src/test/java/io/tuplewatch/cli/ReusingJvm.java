package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that connects from one source port again and again, as it is told. */
final class ReusingJvm implements AutoCloseable {

  private static final Path AGENT =
      Path.of("../../agent/javaagent/target/tuplewatch-agent.jar").toAbsolutePath().normalize();

  /**
   * Lines of its standard input: a number of connects that work, "fail" for one that does not, or
   * "each" and a number of addresses, to each of which it connects once, from any port.
   */
  private static final String PROGRAM =
      """
      import java.io.*;
      import java.net.*;
      public class Reusing {
        static final InetAddress LOCAL = InetAddress.getLoopbackAddress();
        static ServerSocket server;
        static int from;
        public static void main(String[] args) throws Exception {
          listen(0);
          from = freePort();
          System.out.println("ready");
          BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("fail")) {
              int port = server.getLocalPort();
              server.close();
              connect(port);
              listen(port);
            } else if (line.startsWith("each ")) {
              connectToEachOf(Integer.parseInt(line.substring(5)));
            } else {
              for (int i = 0; i < Integer.parseInt(line); i++) {
                connect(server.getLocalPort());
              }
            }
            System.out.println("done");
          }
        }
        static void listen(int port) throws IOException {
          server = new ServerSocket();
          server.setReuseAddress(true);
          server.bind(new InetSocketAddress(LOCAL, port));
        }
        // Below those that the kernel gives to the connects of other programs.
        static int freePort() throws IOException {
          for (int port = 10_000 + new java.util.Random().nextInt(20_000); ; port++) {
            try (Socket any = new Socket()) {
              any.bind(new InetSocketAddress(LOCAL, port));
              return port;
            } catch (BindException taken) {
              // the next one, then
            }
          }
        }
        static void connectToEachOf(int addresses) throws IOException {
          ServerSocket everywhere = new ServerSocket(0);
          for (int i = 0; i < addresses; i++) {
            byte[] address = {127, 1, (byte) (i >> 8), (byte) i};
            Socket socket =
                new Socket(InetAddress.getByAddress(address), everywhere.getLocalPort());
            everywhere.accept().close();
            socket.close();
          }
          everywhere.close();
        }
        static void connect(int port) throws IOException {
          Socket socket = new Socket();
          try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOCAL, from));
            socket.connect(new InetSocketAddress(LOCAL, port));
            server.accept().close();
            socket.getInputStream().read();
          } catch (ConnectException refused) {
            // as wished
          } finally {
            socket.close();
          }
        }
      }
      """;

  private final ToldProgram program;

  private ReusingJvm(ToldProgram program) {
    this.program = program;
  }

  /** With the agent, and what it is told to do. */
  static ReusingJvm withAgent(Path java, Path directory, String options) throws IOException {
    return withAgent(List.of(java.toString()), directory, options);
  }

  /**
   * The same, with the agent.
   *
   * @param java the program, after what it is to be run by; this must not fork
   */
  static ReusingJvm withAgent(List<String> java, Path directory, String options)
      throws IOException {
    return start(java, directory, "-javaagent:" + AGENT + "=" + options);
  }

  static ReusingJvm start(List<String> java, Path directory, String... options) throws IOException {
    ToldProgram.compile("Reusing", PROGRAM, directory);
    List<String> command = new ArrayList<>(java);
    command.addAll(Tool.SHORT_LIVED);
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", directory.toString(), "Reusing"));
    return new ReusingJvm(ToldProgram.start(command, directory));
  }

  String pid() {
    return String.valueOf(program.process().pid());
  }

  void connect(int times) throws IOException {
    program.tell(String.valueOf(times));
  }

  /** Once to each of so many addresses, from any port. */
  void connectToEachOf(int addresses) throws IOException {
    program.tell("each " + addresses);
  }

  /** A reuse of the tuple that has worked, refused. */
  void fail() throws IOException {
    program.tell("fail");
  }

  /** So that the next events are in another chunk; the one of now is copied into the file. */
  void rotate(Path dump) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), pid(), "JFR.dump", "filename=" + dump)
            .redirectErrorStream(true)
            .start();
    assertThat(Tool.said(process).lines()).anyMatch(line -> line.contains("Dumped recording"));
    assertThat(process.waitFor()).isZero();
  }

  /** As kill -9 does it. */
  void kill() throws InterruptedException {
    program.process().destroyForcibly().waitFor();
  }

  /** As a program ends by itself; then its recording is written. */
  @Override
  public void close() throws IOException {
    program.close();
  }
}
