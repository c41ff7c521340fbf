import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the agent costs.
 *
 * <ul>
 *   <li>{@code connect N}: N times connect and close on loopback; prints the median of batches in ns
 *       per connect+close, and bytes allocated per connect+close
 *   <li>{@code attach JAR}: attaches the agent to this very JVM while a thread spins; prints how long
 *       it took and the thread's longest pause, in ms
 *   <li>{@code summary FILE}: lines "round variant ns bytes" to a table of medians
 * </ul>
 */
public final class AgentBench {

  private static final int BATCH = 500;

  private AgentBench() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "connect" -> connect(Integer.parseInt(args[1]));
      case "attach" -> attach(args[1]);
      default -> summary(Path.of(args[1]));
    }
  }

  private static void connect(int count) throws IOException {
    try (ServerSocket server = server()) {
      for (int i = 0; i < count; i++) {
        connectAndClose(server);
      }
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long bytes = threads.getCurrentThreadAllocatedBytes();
      long[] batches = new long[count / BATCH];
      for (int b = 0; b < batches.length; b++) {
        long start = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
          connectAndClose(server);
        }
        batches[b] = (System.nanoTime() - start) / BATCH;
      }
      bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
      Arrays.sort(batches);
      System.out.println(
          batches[batches.length / 2] + " " + bytes / ((long) batches.length * BATCH));
    }
  }

  /** With an RST, so that no TIME_WAIT fills the range of source ports. */
  private static void connectAndClose(ServerSocket server) throws IOException {
    Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static ServerSocket server() throws IOException {
    ServerSocket server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(() -> acceptAll(server));
    accepting.setDaemon(true);
    accepting.start();
    return server;
  }

  private static void acceptAll(ServerSocket server) {
    try {
      while (true) {
        server.accept().close();
      }
    } catch (IOException e) {
      // The end.
    }
  }

  private static void attach(String jar) throws Exception {
    try (ServerSocket server = server()) {
      connectAndClose(server);
      PauseMeter meter = new PauseMeter();
      meter.start();
      VirtualMachine vm =
          VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
      meter.reset();
      long start = System.nanoTime();
      vm.loadAgent(jar, "");
      long took = System.nanoTime() - start;
      long pause = meter.longest();
      meter.interrupt();
      vm.detach();
      System.out.printf(Locale.ROOT, "%.1f %.1f%n", took / 1e6, pause / 1e6);
    }
  }

  /** A thread that does nothing but look at the clock. */
  private static final class PauseMeter extends Thread {
    private volatile long longest;

    PauseMeter() {
      setDaemon(true);
    }

    @Override
    public void run() {
      long before = System.nanoTime();
      while (!isInterrupted()) {
        long now = System.nanoTime();
        if (now - before > longest) {
          longest = now - before;
        }
        before = now;
      }
    }

    void reset() {
      longest = 0;
    }

    long longest() {
      return longest;
    }
  }

  /** Differences are taken within a round, since rounds differ more than variants do. */
  private static void summary(Path file) throws IOException {
    Map<String, List<double[]>> byVariant = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(" ");
      byVariant
          .computeIfAbsent(words[1], v -> new ArrayList<>())
          .add(new double[] {Double.parseDouble(words[2]), Double.parseDouble(words[3])});
    }
    List<double[]> none = byVariant.get("none");
    System.out.printf(
        "%-22s %10s %34s %18s%n",
        "variant", "us", "us more than none (95 %% interval)".replace("%%", "%"), "bytes more");
    byVariant.forEach((variant, runs) -> row(variant, runs, none));
  }

  private static void row(String variant, List<double[]> runs, List<double[]> none) {
    double[] times = new double[runs.size()];
    double[] more = new double[runs.size()];
    double[] bytes = new double[runs.size()];
    for (int i = 0; i < runs.size(); i++) {
      times[i] = runs.get(i)[0] / 1000;
      more[i] = (runs.get(i)[0] - none.get(i)[0]) / 1000;
      bytes[i] = runs.get(i)[1] - none.get(i)[1];
    }
    Arrays.sort(times);
    Arrays.sort(more);
    Arrays.sort(bytes);
    // Order statistics that hold the median with 95 % (normal approximation of the binomial).
    int half = (int) Math.ceil(0.98 * Math.sqrt(more.length));
    int middle = more.length / 2;
    System.out.printf(
        Locale.ROOT,
        "%-22s %10.2f %12.2f (%7.2f to %7.2f) %18.0f%n",
        variant,
        times[middle],
        more[middle],
        more[Math.max(0, middle - half)],
        more[Math.min(more.length - 1, middle + half)],
        bytes[middle]);
  }
}
