import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;

/**
 * One JVM of {@link ConnectBench}: {@code PORT FRAMES}. For each number read from standard input it
 * connects to that port of loopback and closes as many times, below so many more stack frames, and
 * prints wall ns, the thread's processor ns and allocated bytes, each per connect + close.
 */
final class ConnectWorker {

  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ConnectWorker() {}

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    int frames = Integer.parseInt(args[1]);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(measured(port, frames, Integer.parseInt(line)));
    }
  }

  private static String measured(int port, int frames, int count) throws IOException {
    long thread = Thread.currentThread().getId();
    long bytes = THREADS.getThreadAllocatedBytes(thread);
    long processor = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    below(frames, port, count);
    long wall = System.nanoTime() - start;
    processor = THREADS.getCurrentThreadCpuTime() - processor;
    bytes = THREADS.getThreadAllocatedBytes(thread) - bytes;
    return wall / count + " " + processor / count + " " + bytes / count;
  }

  private static void below(int frames, int port, int count) throws IOException {
    if (frames > 0) {
      below(frames - 1, port, count);
      return;
    }
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int i = 0; i < count; i++) {
      connectAndClose(loopback, port);
    }
  }

  private static void connectAndClose(InetAddress address, int port) throws IOException {
    new Socket(address, port).close();
  }
}
