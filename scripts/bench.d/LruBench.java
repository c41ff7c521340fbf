import io.tuplewatch.lruports.LruPorts;
import io.tuplewatch.lruports.LruSocketFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * {@code LruBench CONNECTS THREADS}: rounds of 1,000 connects, by turns with the kernel's choice of
 * source port and with the one used least recently; the server closes first. Prints the median and
 * the quartiles of the microseconds of processor time that the client's thread takes a connect and
 * close, of the wall time, and the failures. Then the same number with many threads, failures only.
 */
public final class LruBench {

  private static final int ROUND = 1000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private LruBench() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("stress")) {
      stress(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), arguments[3]);
    } else if (arguments[0].equals("others")) {
      takePorts(InetAddress.getByName(arguments[1]));
    } else {
      cost(arguments);
    }
    System.exit(0);
  }

  /** Twenty blocks by turns, all threads at once, while another process takes ports. */
  private static void stress(int connects, int threads, String address) throws Exception {
    InetSocketAddress remote = server(InetAddress.getByName(address));
    String java = System.getProperty("java.home") + "/bin/java";
    SocketFactory[] factories = {SocketFactory.getDefault(), new LruSocketFactory()};
    long[] failures = new long[2];
    double[] seconds = new double[2];
    int blocks = 20;
    int rounds = Math.max(1, connects / ROUND / blocks);
    Process others =
        new ProcessBuilder(java, "-Xmx32m", "-cp", System.getProperty("java.class.path"), "LruBench", "others", address)
            .inheritIO()
            .start();
    try {
      for (int block = 0; block < blocks; block++) {
        int which = (block + block / 2) % 2;
        long before = System.nanoTime();
        failures[which] += inParallel(threads, rounds, factories[which], remote);
        seconds[which] += (System.nanoTime() - before) / 1e9;
      }
    } finally {
      others.destroy();
    }
    long each = (long) blocks / 2 * rounds * ROUND;
    System.out.printf("%s, %d threads, 100 ports, another process taking ports%n", address, threads);
    System.out.printf("  kernel's choice      %d connects, %d failed, %.1f us of wall time each%n", each, failures[0], seconds[0] * 1e6 / each);
    System.out.printf("  least recently used  %d connects, %d failed, %.1f us of wall time each; the kernel chose %d%n", each, failures[1], seconds[1] * 1e6 / each, LruPorts.shared().chosenByKernel());
  }

  /** Binds ten ports of the range at a time, others each time. */
  private static void takePorts(InetAddress address) throws IOException {
    java.util.Random random = new java.util.Random(1);
    java.util.ArrayDeque<ServerSocket> held = new java.util.ArrayDeque<>();
    while (true) {
      try {
        held.add(new ServerSocket(40_000 + random.nextInt(100), 1, address));
      } catch (IOException e) {
        // In use; the next one.
      }
      if (held.size() > 10) {
        held.remove().close();
      }
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }

  private static void cost(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]) / ROUND;
    InetSocketAddress remote = server(InetAddress.getLoopbackAddress());
    SocketFactory[] factories = {SocketFactory.getDefault(), new LruSocketFactory()};
    String[] names = {"kernel's choice", "least recently used"};
    double[][] processor = new double[2][rounds];
    double[][] wall = new double[2][rounds];
    AtomicLong[] failures = {new AtomicLong(), new AtomicLong()};
    for (int warmUp = 0; warmUp < 20; warmUp++) {
      round(factories[warmUp % 2], remote, new AtomicLong());
    }
    for (int i = 0; i < 2 * rounds; i++) {
      int which = (i + i / 2) % 2; // a b b a, so that drift falls on both
      long processorBefore = THREADS.getCurrentThreadCpuTime();
      long before = System.nanoTime();
      round(factories[which], remote, failures[which]);
      wall[which][i / 2] = (System.nanoTime() - before) / 1e3 / ROUND;
      processor[which][i / 2] = (THREADS.getCurrentThreadCpuTime() - processorBefore) / 1e3 / ROUND;
    }
    System.out.printf("%-22s %28s %28s %9s%n", rounds * ROUND + " connects each", "processor us", "wall us", "failures");
    for (int which = 0; which < 2; which++) {
      System.out.printf("%-22s %28s %28s %9d%n", names[which], quartiles(processor[which]), quartiles(wall[which]), failures[which].get());
    }
    System.out.printf("chosen by the kernel among the least recently used: %d%n", LruPorts.shared().chosenByKernel());
    int threads = Integer.parseInt(arguments[1]);
    for (int which = 0; which < 2; which++) {
      System.out.printf("%-22s %d threads, %d connects: %d failures%n", names[which], threads, rounds * ROUND,
          inParallel(threads, rounds, factories[which], remote));
    }
  }

  private static String quartiles(double[] values) {
    Arrays.sort(values);
    int n = values.length;
    return String.format("%.2f (%.2f to %.2f)", values[n / 2], values[n / 4], values[3 * n / 4]);
  }

  private static void round(SocketFactory factory, InetSocketAddress remote, AtomicLong failures) {
    for (int i = 0; i < ROUND; i++) {
      try (Socket socket = factory.createSocket()) {
        socket.connect(remote, 5000);
        if (socket.getInputStream().read() != -1) {
          throw new IOException("the server sent something");
        }
      } catch (IOException e) {
        failures.incrementAndGet();
      }
    }
  }

  private static long inParallel(int threads, int rounds, SocketFactory factory, InetSocketAddress remote)
      throws InterruptedException {
    AtomicLong failures = new AtomicLong();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    for (int i = 0; i < rounds; i++) {
      executor.execute(() -> round(factory, remote, failures));
    }
    executor.shutdown();
    if (!executor.awaitTermination(1, TimeUnit.HOURS)) {
      throw new IllegalStateException("not done within an hour");
    }
    return failures.get();
  }

  private static InetSocketAddress server(InetAddress address) throws IOException {
    ServerSocket server = new ServerSocket(5000, 4096, address);
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                try {
                  server.accept().close();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return new InetSocketAddress(server.getInetAddress(), 5000);
  }
}
