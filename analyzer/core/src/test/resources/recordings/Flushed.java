import io.tuplewatch.events.*;
import java.nio.file.Path;
import jdk.jfr.*;

/** A connect and a close every tenth of a second, for ten seconds. */
public class Flushed {
  public static void main(String[] args) throws Exception {
    try (Recording recording = new Recording()) {
      recording.setDestination(Path.of(args[0]));
      recording.start();
      for (int i = 0; i < 100; i++) {
        SocketConnect connect = new SocketConnect();
        connect.begin();
        connect.jvmId = 7;
        connect.connectionId = i;
        connect.host = "service.example";
        connect.address = "10.0.0.1";
        connect.port = 443;
        connect.localAddress = "10.0.0.5";
        connect.localPort = 40000 + i;
        connect.outcome = "CONNECTED";
        connect.commit();
        SocketClose close = new SocketClose();
        close.jvmId = 7;
        close.connectionId = i;
        close.host = "service.example";
        close.address = "10.0.0.1";
        close.port = 443;
        close.localAddress = "10.0.0.5";
        close.localPort = 40000 + i;
        close.closedBy = "REMOTE";
        close.commit();
        Thread.sleep(100);
      }
    }
  }
}
