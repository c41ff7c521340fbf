package io.tuplewatch.agent.cases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** Accepts one connection, does one thing with it, and knows the peer port it saw. */
final class OneConnectionServer implements AutoCloseable {

  interface Behaviour {
    void serve(Socket accepted) throws IOException;
  }

  private final ServerSocket listening;
  private final CompletableFuture<Integer> peerPort = new CompletableFuture<>();

  OneConnectionServer(Behaviour behaviour) throws IOException {
    this(0, behaviour);
  }

  /** Listens on this port; 0 = any. */
  OneConnectionServer(int port, Behaviour behaviour) throws IOException {
    listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> run(behaviour), "server");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Behaviour behaviour) {
    try (Socket accepted = listening.accept()) {
      peerPort.complete(accepted.getPort());
      behaviour.serve(accepted);
    } catch (IOException e) {
      peerPort.completeExceptionally(e);
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
  }

  /** The client's source port as this side sees it. */
  int peerPort() {
    return peerPort.join();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  /** Waits for the client's FIN, then closes. */
  static void closeSecond(Socket accepted) throws IOException {
    while (accepted.getInputStream().read() >= 0) {}
  }
}
