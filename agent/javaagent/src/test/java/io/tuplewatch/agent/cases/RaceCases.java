package io.tuplewatch.agent.cases;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Connects while another thread closes the same socket after a random few microseconds: before,
 * during or after the kernel's connect. Prints the peer ports the server accepted.
 */
@SuppressWarnings("ThreadPriorityCheck") // Thread.onSpinWait came with 9.
public final class RaceCases {

  private static final int THREADS = 4;

  /** Of each kind, in each thread. */
  private static final int ATTEMPTS = 300;

  private static final int LONGEST_DELAY_NANOS = 150_000;

  /** The source address of the one connection that tells the server to stop. */
  private static final String LAST = "127.0.0.2";

  private final InetSocketAddress server;
  private final ExecutorService closers = Executors.newCachedThreadPool();

  private RaceCases(InetSocketAddress server) {
    this.server = server;
  }

  public static void main(String[] args) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress())) {
      RaceCases races =
          new RaceCases(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
      Future<List<Integer>> accepted = races.closers.submit(() -> acceptUntilLast(listening));
      races.run();
      // Accepted in order: when this one has been, all before it have.
      try (Socket last = new Socket()) {
        last.bind(new InetSocketAddress(LAST, 0));
        last.connect(races.server);
        accepted.get().forEach(port -> System.out.println("accepted " + port));
      }
      races.closers.shutdown();
    }
  }

  private void run() throws Exception {
    List<Future<?>> threads = new ArrayList<>();
    for (int seed = 1; seed <= THREADS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      threads.add(
          closers.submit(
              () -> {
                for (int i = 0; i < ATTEMPTS; i++) {
                  blockingChannel(random);
                  nonBlockingChannel(random);
                  socket(random);
                }
                return null;
              }));
    }
    for (Future<?> thread : threads) {
      thread.get();
    }
  }

  private void blockingChannel(SplittableRandom random) throws Exception {
    SocketChannel channel = SocketChannel.open();
    Future<?> closed = closeSoon(channel, random);
    try {
      channel.connect(server);
    } catch (IOException closedFirst) {
      // Either may win.
    }
    closed.get();
  }

  private void nonBlockingChannel(SplittableRandom random) throws Exception {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    Future<?> closed = closeSoon(channel, random);
    try {
      if (!channel.connect(server)) {
        while (!channel.finishConnect()) {
          Thread.yield();
        }
      }
    } catch (IOException closedFirst) {
      // Either may win.
    }
    closed.get();
  }

  private void socket(SplittableRandom random) throws Exception {
    Socket socket = new Socket();
    // Creates the descriptor: a close() before the JDK has created it leaves the socket open.
    socket.setKeepAlive(true);
    Future<?> closed = closeSoon(socket, random);
    try {
      socket.connect(server, 5_000);
    } catch (IOException closedFirst) {
      // Either may win.
    }
    closed.get();
  }

  private Future<?> closeSoon(Closeable socket, SplittableRandom random) {
    long delay = random.nextInt(LONGEST_DELAY_NANOS);
    return closers.submit(
        () -> {
          long start = System.nanoTime();
          while (System.nanoTime() - start < delay) {
            Thread.yield();
          }
          socket.close();
          return null;
        });
  }

  private static List<Integer> acceptUntilLast(ServerSocket listening) throws IOException {
    List<Integer> ports = new ArrayList<>();
    while (true) {
      try (Socket accepted = listening.accept()) {
        if (accepted.getInetAddress().getHostAddress().equals(LAST)) {
          return ports;
        }
        ports.add(accepted.getPort());
      }
    }
  }
}
