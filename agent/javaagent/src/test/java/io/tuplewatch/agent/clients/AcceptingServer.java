package io.tuplewatch.agent.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts connections, each served by a thread of its own, and says which peer ports it saw. */
final class AcceptingServer implements AutoCloseable {

  interface Protocol {
    void serve(Socket accepted) throws IOException;
  }

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Integer> peerPorts = new CopyOnWriteArrayList<>();

  AcceptingServer(Protocol protocol) throws IOException {
    daemon(() -> acceptAll(protocol));
  }

  private void acceptAll(Protocol protocol) {
    while (true) {
      try {
        Socket accepted = listening.accept();
        peerPorts.add(accepted.getPort());
        daemon(() -> serve(protocol, accepted));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Protocol protocol, Socket accepted) {
    try (Socket socket = accepted) {
      protocol.serve(socket);
    } catch (IOException clientIsGone) {
      // As a server must expect.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
  }

  String url() {
    return "http://127.0.0.1:" + listening.getLocalPort() + "/";
  }

  /** To be called when every client has had its answer. */
  @Override
  public void close() throws IOException {
    listening.close();
    for (int port : peerPorts) {
      System.out.println("accepted " + port);
    }
  }
}
