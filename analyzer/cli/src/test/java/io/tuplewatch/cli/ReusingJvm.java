package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  private ReusingJvm(Process process) throws IOException {
    this.process = process;
    this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
    this.out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String line = out.readLine();
    while (line != null && !line.equals("ready")) {
      line = out.readLine(); // of the flight recorder's
    }
    assertThat(line).isEqualTo("ready");
  }

  /** With the agent, and what it is told to do. */
  static ReusingJvm withAgent(Path java, Path directory, String options) throws IOException {
    return start(java, directory, "-javaagent:" + AGENT + "=" + options);
  }

  static ReusingJvm start(Path java, Path directory, String... options) throws IOException {
    Path source = directory.resolve("Reusing.java");
    Files.writeString(source, PROGRAM);
    int code =
        javax.tools.ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "8", "-Xlint:-options", source.toString());
    assertThat(code).isZero();
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", directory.toString(), "Reusing"));
    return new ReusingJvm(
        new ProcessBuilder(command).redirectError(directory.resolve("stderr").toFile()).start());
  }

  String pid() {
    return String.valueOf(process.pid());
  }

  void connect(int times) throws IOException {
    tell(String.valueOf(times));
  }

  /** A reuse of the tuple that has worked, refused. */
  void fail() throws IOException {
    tell("fail");
  }

  private void tell(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    assertThat(out.readLine()).isEqualTo("done");
  }

  /** As kill -9 does it. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As a program ends by itself; then its recording is written. */
  @Override
  public void close() throws IOException {
    try (in) {
      in.flush();
    } catch (IOException e) {
      // It was killed.
    }
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
