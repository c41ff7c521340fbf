package io.tuplewatch.agent.cases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/**
 * Five attempts: one from a port of the kernel's choice; three times the same four-tuple, from a
 * port outside of the kernel's choice, so that two of them are early reuses; one to port 1, where
 * nobody listens.
 */
public final class OptionsCase {

  public static final int REFUSING_PORT = 1;

  private OptionsCase() {}

  public static void main(String[] args) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread serving = new Thread(() -> closeAll(server));
      serving.setDaemon(true);
      serving.start();
      connect(server.getLocalPort(), 0);
      int port = freePort();
      for (int i = 0; i < 3; i++) {
        connect(server.getLocalPort(), port);
        Kernel.await(
            () -> Kernel.sockets(Kernel.LAST_ACK, server.getLocalPort()).isEmpty(), "the last ACK");
      }
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

  /** One that can be bound to, below the usual ephemeral range. */
  private static int freePort() {
    for (int port = 20_000; port < 30_000; port++) {
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException taken) {
        // The next one, then.
      }
    }
    throw new IllegalStateException("no free port");
  }

  /** From this source port, or one the kernel chooses. */
  private static void connect(int remotePort, int localPort) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (Socket socket = new Socket()) {
      if (localPort != 0) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(loopback, localPort));
      }
      socket.connect(new InetSocketAddress(loopback, remotePort));
      while (socket.getInputStream().read() >= 0) {}
    }
  }
}
