package io.tuplewatch.agent.cases;

import java.io.IOException;

/** Connects once, says so, and ends as told: by returning or by System.exit. */
public final class StartCase {

  private StartCase() {}

  public static void main(String[] args) throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(OneConnectionServer::closeSecond)) {
      Client.SOCKET.connect(server.address(), 0).close();
      System.out.println("connected from " + server.peerPort());
    }
    System.out.println("sees Byte Buddy: " + isVisible("net.bytebuddy.ByteBuddy"));
    System.out.println(
        "sees the instrumentation: " + isVisible("io.tuplewatch.agent.instrument.AgentInstaller"));
    if (args.length > 0) {
      System.exit(Integer.parseInt(args[0]));
    }
  }

  private static boolean isVisible(String className) {
    try {
      Class.forName(className);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
