import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;

/**
 * {@code JAR}: attaches the agent to this very JVM while a thread spins; prints how long it took and
 * the thread's longest pause, in ms.
 */
public final class AttachBench {

  private AttachBench() {}

  public static void main(String[] args) throws Exception {
    loadSocketClasses();
    PauseMeter meter = new PauseMeter();
    meter.start();
    VirtualMachine vm = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
    meter.reset();
    long start = System.nanoTime();
    vm.loadAgent(args[0], "");
    long took = System.nanoTime() - start;
    long pause = meter.longest();
    meter.interrupt();
    vm.detach();
    System.out.printf(Locale.ROOT, "%.1f %.1f%n", took / 1e6, pause / 1e6);
  }

  /** As in any JVM that has connected. */
  private static void loadSocketClasses() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      server.accept().close();
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
}
