import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;

/** Connects to itself and to a port where nobody listens, in two ways; Java 8. */
public class Connects {

  public static void main(String[] args) throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket server = new ServerSocket(0, 50, loopback)) {
      for (int i = 0; i < 20; i++) {
        connect(server, new InetSocketAddress("localhost", server.getLocalPort()), i % 2 == 0);
        throughChannel(server, new InetSocketAddress(loopback, server.getLocalPort()));
        refused(new InetSocketAddress(loopback, 1));
      }
    }
  }

  private static void connect(ServerSocket server, InetSocketAddress to, boolean remoteFirst)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(to, 2000);
      Socket accepted = server.accept();
      if (remoteFirst) {
        accepted.close();
        socket.getInputStream().read();
      }
      socket.close();
      accepted.close();
    }
  }

  private static void throughChannel(ServerSocket server, InetSocketAddress to)
      throws IOException {
    try (SocketChannel channel = SocketChannel.open(to)) {
      server.accept().close();
    }
  }

  private static void refused(InetSocketAddress to) {
    try (Socket socket = new Socket()) {
      socket.connect(to, 2000);
      throw new IllegalStateException("somebody listens on port 1");
    } catch (IOException e) {
      // as it should be
    }
  }
}
