package io.tuplewatch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that connects from one source port again and again, as it is told. */
final class ReusingJvm implements AutoCloseable {

  private static final Path AGENT =
      Path.of("../../agent/javaagent/target/tuplewatch-agent.jar").toAbsolutePath().normalize();

  /**
   * Lines of its standard input: a number of connects that work, or "fail" for one that does not.
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
          Socket any = new Socket();
          any.bind(new InetSocketAddress(LOCAL, 0));
          from = any.getLocalPort();
          any.close();
          System.out.println("ready");
          BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("fail")) {
              int port = server.getLocalPort();
              server.close();
              connect(port);
              listen(port);
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
    return start(java, directory, "-javaagent:" + AGENT + "=" + options);
  }

  static ReusingJvm start(Path java, Path directory, String... options) throws IOException {
    ToldProgram.compile("Reusing", PROGRAM, directory);
    List<String> command = new ArrayList<>(List.of(java.toString()));
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

  /** A reuse of the tuple that has worked, refused. */
  void fail() throws IOException {
    program.tell("fail");
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
