package io.tuplewatch.agent.cases;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;

/** Does what it is told on standard input, a line at a time, and answers each with one line. */
public final class LiveCase {

  private LiveCase() {}

  public static void main(String[] args) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 2);
      System.out.println(answer(words[0], words[words.length - 1]));
    }
  }

  private static String answer(String command, String argument) throws Exception {
    switch (command) {
      case "connect":
        return connect();
      case "bind":
        return bindInVain();
      case "classes":
        return WitnessAgent.digests();
      case "record":
        Recordings.start();
        return "recording";
      case "dump":
        Recordings.dump(argument);
        return "dumped";
      default:
        throw new IllegalArgumentException(command);
    }
  }

  /** The source port, as the server sees it. */
  private static String connect() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(OneConnectionServer::closeSecond)) {
      Client.SOCKET.connect(server.address(), 0).close();
      return String.valueOf(server.peerPort());
    }
  }

  /** Each kind of client socket, and two of servers, on a port that another one holds. */
  private static String bindInVain() throws IOException {
    try (ServerSocket holder = new ServerSocket(0);
        Socket socket = new Socket();
        SocketChannel channel = SocketChannel.open();
        AsynchronousSocketChannel asynchronous = AsynchronousSocketChannel.open();
        ServerSocket server = new ServerSocket();
        ServerSocketChannel serverChannel = ServerSocketChannel.open()) {
      SocketAddress taken = new InetSocketAddress(holder.getLocalPort());
      return fail(() -> socket.bind(taken))
          + fail(() -> channel.bind(taken))
          + fail(() -> asynchronous.bind(taken))
          + " "
          + fail(() -> server.bind(taken))
          + fail(() -> serverChannel.bind(taken));
    }
  }

  private static String fail(Bind bind) throws IOException {
    try {
      bind.run();
      return "-";
    } catch (BindException e) {
      return "x";
    }
  }

  /** What may find its port taken. */
  private interface Bind {
    void run() throws IOException;
  }

  /** Apart, since a JVM without JFR cannot load it. */
  private static final class Recordings {
    private static jdk.jfr.Recording recording;

    static void start() {
      recording = new jdk.jfr.Recording();
      recording.start();
    }

    static void dump(String file) throws IOException {
      recording.dump(Paths.get(file));
    }
  }
}
