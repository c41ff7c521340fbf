import io.tuplewatch.events.*;
import java.nio.file.Path;
import jdk.jfr.*;

/**
 * Two recordings of one JVM, each of a thread of its own. In the second one JDK 11 and 17 refer to
 * the constant pool of the first for texts of more than 16 characters. HOST ADDRESS FIRST SECOND
 */
public class LeftOut {
  public static void main(String[] args) throws Exception {
    for (int i = 2; i < 4; i++) {
      try (Recording recording = new Recording()) {
        recording.setDestination(Path.of(args[i]));
        recording.start();
        Thread thread = new Thread(() -> connect(args[0], args[1]));
        thread.start();
        thread.join();
      }
    }
  }

  private static void connect(String host, String address) {
    for (int i = 0; i < 20; i++) {
      SocketConnect connect = new SocketConnect();
      connect.begin();
      connect.jvmId = "7";
      connect.connectionId = i;
      connect.host = host;
      connect.address = address;
      connect.port = 443;
      connect.localAddress = "10.0.0.5";
      connect.localPort = 40000 + i;
      connect.outcome = "CONNECTED";
      connect.commit();
    }
  }
}
