package io.tuplewatch.agent.cases;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
