package io.tuplewatch.agent.cases;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Connects while another thread closes the same socket, or interrupts its thread, after a random
 * few microseconds: before, during or after the kernel's connect. Prints the peer ports the server
 * accepted, and how many sockets the agent still tracks at the end.
 */
@SuppressWarnings("ThreadPriorityCheck") // Thread.onSpinWait came with 9.
public final class RaceCases {

  private static final int KINDS = 5;

  private static final int LONGEST_DELAY_NANOS = 150_000;

  /** The source address of the one connection that tells the server to stop. */
  private static final String LAST = "127.0.0.2";

  private final InetSocketAddress server;
  private final ExecutorService closers = Executors.newCachedThreadPool();

  private RaceCases(InetSocketAddress server) {
    this.server = server;
  }

  /** Arguments: threads, and attempts of each. */
  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[0]);
    int attempts = Integer.parseInt(args[1]);
    try (ServerSocket listening = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress())) {
      RaceCases races =
          new RaceCases(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
      Future<List<Integer>> accepted = races.closers.submit(() -> acceptUntilLast(listening));
      races.run(threads, attempts / KINDS);
      // Accepted in order: when this one has been, all before it have.
      try (Socket last = new Socket()) {
        last.bind(new InetSocketAddress(LAST, 0));
        last.connect(races.server);
        accepted.get().forEach(port -> System.out.println("accepted " + port));
      }
      races.closers.shutdown();
    }
    System.out.println("tracked " + trackedSockets());
  }

  /** The agent's own count, in a class of the bootstrap loader. */
  private static Object trackedSockets() throws ReflectiveOperationException {
    Method count =
        Class.forName("io.tuplewatch.agent.boot.SocketHooks").getDeclaredMethod("openSockets");
    count.setAccessible(true);
    return count.invoke(null);
  }

  private void run(int threadCount, int rounds) throws Exception {
    List<Future<?>> threads = new ArrayList<>();
    for (int seed = 1; seed <= threadCount; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      threads.add(
          closers.submit(
              () -> {
                for (int i = 0; i < rounds; i++) {
                  blockingChannel(random);
                  nonBlockingChannel(random);
                  socket(random);
                  asynchronousChannel(random);
                  interruptedChannel(random);
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

  private void asynchronousChannel(SplittableRandom random) throws Exception {
    AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
    Future<?> closed = closeSoon(channel, random);
    try {
      channel.connect(server).get();
    } catch (ExecutionException closedFirst) {
      // Either may win.
    }
    closed.get();
  }

  private void interruptedChannel(SplittableRandom random) throws Exception {
    Thread connecting = Thread.currentThread();
    long delay = random.nextInt(LONGEST_DELAY_NANOS);
    CountDownLatch interrupted = new CountDownLatch(1);
    try (SocketChannel channel = SocketChannel.open()) {
      closers.execute(
          () -> {
            spin(delay);
            connecting.interrupt();
            interrupted.countDown();
          });
      channel.connect(server);
    } catch (IOException interruptedFirst) {
      // Either may win.
    }
    boolean over = false;
    while (!over) {
      try {
        interrupted.await();
        over = true;
      } catch (InterruptedException itself) {
        // Once more: the latch opens after the interrupt.
      }
    }
    Thread.interrupted();
  }

  private Future<?> closeSoon(Closeable socket, SplittableRandom random) {
    long delay = random.nextInt(LONGEST_DELAY_NANOS);
    return closers.submit(
        () -> {
          spin(delay);
          socket.close();
          return null;
        });
  }

  private static void spin(long nanos) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      Thread.yield();
    }
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
