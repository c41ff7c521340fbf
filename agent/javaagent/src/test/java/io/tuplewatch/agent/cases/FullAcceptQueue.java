package io.tuplewatch.agent.cases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A listener that answers no SYN: Linux drops the SYNs for a listener whose accept queue is full,
 * which holds one more than the backlog.
 */
final class FullAcceptQueue implements AutoCloseable {

  private static final int BACKLOG = 1;

  private final ServerSocket listening =
      new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  private final List<Socket> fillers = new ArrayList<>();

  FullAcceptQueue() throws IOException {
    for (int i = 0; i <= BACKLOG; i++) {
      fillers.add(new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
  }

  /** The connects that filled the queue are recorded too. */
  void tellFillers() {
    for (Socket filler : fillers) {
      new Expectation(
              "fills the queue",
              listening.getLocalPort(),
              filler.getLocalPort(),
              "CONNECTED",
              "SOCKET",
              "LOCAL")
          .tell();
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket filler : fillers) {
      filler.close();
    }
    listening.close();
  }
}
