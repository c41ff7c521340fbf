import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Connects to itself twenty times a second until its standard input ends; says how often. */
public final class Connecting {

  private Connecting() {}

  public static void main(String[] args) throws Exception {
    ServerSocket server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    int connects = 0;
    System.out.println("running");
    while (System.in.available() == 0) {
      Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
      server.accept().close();
      client.close();
      connects++;
      Thread.sleep(50);
    }
    System.out.println("connected " + connects + " times");
  }
}
