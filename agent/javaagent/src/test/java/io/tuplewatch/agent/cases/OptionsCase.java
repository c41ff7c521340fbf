package io.tuplewatch.agent.cases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/**
 * Five attempts: three times the same four-tuple, so that two of them are early reuses; once from
 * another port; once to port 1, where nobody listens.
 */
public final class OptionsCase {

  public static final int REFUSING_PORT = 1;

  private OptionsCase() {}

  public static void main(String[] args) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread serving = new Thread(() -> closeAll(server));
      serving.setDaemon(true);
      serving.start();
      int port = connect(server.getLocalPort(), 0);
      connect(server.getLocalPort(), port);
      connect(server.getLocalPort(), port);
      connect(server.getLocalPort(), port);
      try {
        connect(REFUSING_PORT, 0);
      } catch (SocketException expected) {
        System.out.println("refused");
      }
    }
  }

  /** Closes first, so that the client's port is free at once. */
  private static void closeAll(ServerSocket server) {
    try {
      while (true) {
        server.accept().close();
      }
    } catch (IOException e) {
      // The case is over.
    }
  }

  /** From this source port, or one the kernel chooses; returns it. */
  private static int connect(int remotePort, int localPort) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (Socket socket = new Socket()) {
      if (localPort != 0) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(loopback, localPort));
      }
      socket.connect(new InetSocketAddress(loopback, remotePort));
      while (socket.getInputStream().read() >= 0) {}
      return socket.getLocalPort();
    }
  }
}
