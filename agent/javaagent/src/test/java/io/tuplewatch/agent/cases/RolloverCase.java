package io.tuplewatch.agent.cases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Paths;
import jdk.jfr.Recording;

/**
 * Connects so often that the kernel uses four-tuples again and a recording of 12 MB has forgotten
 * most of them; a second recording keeps all. One in eight is refused.
 */
public final class RolloverCase {

  private static final int REFUSED_EVERY = 8;
  private static final int REFUSING_PORT = 1;

  private RolloverCase() {}

  /** Arguments: how many connects, the folder for full.jfr and small.jfr. */
  public static void main(String[] args) throws Exception {
    try (Recording full = new Recording();
        Recording small = new Recording();
        ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
      small.setMaxSize(12 << 20);
      full.start();
      small.start();
      Thread serving = new Thread(() -> closeAll(server));
      serving.setDaemon(true);
      serving.start();
      for (int i = 0; i < Integer.parseInt(args[0]); i++) {
        connect(i % REFUSED_EVERY == 0 ? REFUSING_PORT : server.getLocalPort());
      }
      full.dump(Paths.get(args[1], "full.jfr"));
      small.dump(Paths.get(args[1], "small.jfr"));
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

  private static void connect(int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      while (socket.getInputStream().read() >= 0) {}
    } catch (IOException e) {
      if (port != REFUSING_PORT) {
        throw e;
      }
    }
  }
}
