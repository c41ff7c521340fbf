package io.tuplewatch.agent.cases;

import java.io.IOException;
import java.nio.file.Paths;
import jdk.jfr.Recording;

/**
 * Starts and stops recordings while the application connects. Connects while none runs must leave
 * nothing; connects while one runs, or two, must all be there.
 */
public final class RecordingCases {

  private RecordingCases() {}

  /** The first argument is the folder for first.jfr, second.jfr and overlapping.jfr. */
  public static void main(String[] args) throws Exception {
    connect("off");
    try (Recording first = new Recording()) {
      first.start();
      connect("first");
      first.stop();
      first.dump(Paths.get(args[0], "first.jfr"));
    }
    connect("off");
    try (Recording second = new Recording();
        Recording overlapping = new Recording()) {
      second.start();
      connect("second");
      overlapping.start();
      connect("both");
      second.stop();
      connect("overlapping");
      overlapping.stop();
      second.dump(Paths.get(args[0], "second.jfr"));
      overlapping.dump(Paths.get(args[0], "overlapping.jfr"));
    }
    connect("off");
  }

  private static void connect(String during) throws IOException {
    for (int i = 0; i < 3; i++) {
      try (OneConnectionServer server = new OneConnectionServer(OneConnectionServer::closeSecond)) {
        Client.SOCKET.connect(server.address(), 0).close();
        System.out.println(during + " " + server.peerPort() + "->" + server.address().getPort());
      }
    }
  }
}
