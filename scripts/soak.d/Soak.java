import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Many connects from many threads, and the comparison of what the agent recorded with what the
 * application itself saw.
 *
 * <ul>
 *   <li>{@code run CONNECTS TRUTH}: connects, over 40 destinations from 32 threads, one in 50 to a
 *       port where nobody listens; writes what each attempt was to TRUTH; then waits for a line on
 *       standard input
 *   <li>{@code verify TRUTH RECORDING}: exit code 0 if the recording holds exactly those
 * </ul>
 */
public final class Soak {

  private static final int DESTINATIONS = 40;
  private static final int THREADS = 32;
  private static final int REFUSED_EVERY = 50;
  private static final int REFUSING_PORT = 1;

  private Soak() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("run")) {
      run(Integer.parseInt(args[1]), Path.of(args[2]));
    } else {
      System.exit(verify(Path.of(args[1]), Path.of(args[2])) ? 0 : 1);
    }
  }

  private static void run(int connects, Path truth) throws Exception {
    List<ServerSocket> servers = new ArrayList<>();
    for (int i = 0; i < DESTINATIONS - 1; i++) {
      servers.add(server());
    }
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(truth)))) {
      for (int t = 0; t < THREADS; t++) {
        Thread thread = new Thread(() -> connectAll(next, connects, servers, out));
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    System.out.println("heap after all " + usedHeap() + " KB");
    System.out.println("done");
    if (System.in.read() < 0) {
      return;
    }
  }

  private static void connectAll(
      AtomicInteger next, int connects, List<ServerSocket> servers, DataOutputStream out) {
    try {
      for (int i = next.getAndIncrement(); i < connects; i = next.getAndIncrement()) {
        if (i == connects / 10) {
          System.out.println("heap after a tenth " + usedHeap() + " KB");
        }
        if (i % REFUSED_EVERY == 0) {
          refused(out);
        } else {
          connected(servers.get(i % servers.size()), out);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void connected(ServerSocket server, DataOutputStream out) throws IOException {
    try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      // The server closes first, so that no TIME_WAIT of ours fills the range.
      while (socket.getInputStream().read() >= 0) {}
      synchronized (out) {
        out.writeInt(socket.getPort());
        out.writeInt(socket.getLocalPort());
      }
    }
  }

  /** The application never learns the source port of a failed connect. */
  private static void refused(DataOutputStream out) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), REFUSING_PORT));
      throw new IllegalStateException("somebody listens on port " + REFUSING_PORT);
    } catch (IOException expected) {
      synchronized (out) {
        out.writeInt(REFUSING_PORT);
        out.writeInt(0);
      }
    }
  }

  private static ServerSocket server() throws IOException {
    ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  server.accept().close();
                }
              } catch (IOException e) {
                System.err.println("server: " + e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 10;
  }

  private static boolean verify(Path truth, Path recording) throws IOException {
    Map<Long, Integer> expected = new HashMap<>();
    long attempts = 0;
    try (DataInputStream in =
        new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(truth)))) {
      for (; in.available() > 0; attempts++) {
        expected.merge((long) in.readInt() << 32 | in.readInt(), 1, Integer::sum);
      }
    }
    Map<Long, Integer> closes = new HashMap<>(expected);
    closes.remove((long) REFUSING_PORT << 32);
    Set<Long> ids = new HashSet<>();
    long wrong = 0;
    long read = 0;
    Map<String, Long> lastStatus = new HashMap<>();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        String name = event.getEventType().getName();
        if (name.equals("tuplewatch.SocketConnect")) {
          read++;
          wrong += ids.add(event.getLong("connectionId")) ? 0 : 1;
          wrong += isExpectedConnect(event, expected) ? 0 : 1;
        } else if (name.equals("tuplewatch.SocketClose")) {
          wrong += take(closes, (int) event.getLong("port"), (int) event.getLong("localPort")) ? 0 : 1;
        } else if (name.equals("tuplewatch.AgentStatus")) {
          for (String counter : List.of("connects", "closes", "suppressedErrors", "openSockets")) {
            lastStatus.put(counter, event.getLong(counter));
          }
        }
      }
    }
    long lost = left(expected);
    long lostCloses = left(closes);
    System.out.printf(
        "attempts %d, connect events %d, wrong or doubled %d, lost %d, closes lost %d%n",
        attempts, read, wrong, lost, lostCloses);
    System.out.println("the agent's own last count: " + new java.util.TreeMap<>(lastStatus));
    return attempts > 0
        && wrong + lost + lostCloses == 0
        && attempts == lastStatus.getOrDefault("connects", -1L)
        && lastStatus.getOrDefault("suppressedErrors", -1L) == 0;
  }

  private static boolean isExpectedConnect(RecordedEvent event, Map<Long, Integer> expected) {
    boolean refused = event.getLong("port") == REFUSING_PORT;
    String outcome = refused ? "REFUSED" : "CONNECTED";
    return event.getString("outcome").equals(outcome)
        && event.getLong("localPort") > 0
        && take(expected, (int) event.getLong("port"), refused ? 0 : (int) event.getLong("localPort"));
  }

  private static boolean take(Map<Long, Integer> counts, int port, int localPort) {
    long key = (long) port << 32 | localPort;
    int count = counts.getOrDefault(key, 0);
    counts.put(key, count - 1);
    return count > 0;
  }

  private static long left(Map<Long, Integer> counts) {
    return counts.values().stream().mapToLong(count -> Math.max(0, count)).sum();
  }
}
