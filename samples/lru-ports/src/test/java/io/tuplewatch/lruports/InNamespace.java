package io.tuplewatch.lruports;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What {@link LruPortsTest} starts in a network namespace with 100 ports: {@code InNamespace
 * SCENARIO}, prints lines of a name and a figure.
 */
final class InNamespace {

  private static final int LOW = 40_000;
  private static final int PORTS = 100;

  private final List<Closeable> held = new ArrayList<>();
  private final String address;
  private final InetSocketAddress here;
  private final InetSocketAddress there;

  private InNamespace(String address) throws IOException {
    this.address = address;
    here = server(5001);
    there = server(5002);
  }

  /** Ends the threads of servers and of Netty, too; the file is written then. */
  public static void main(String[] arguments) {
    int code = 0;
    try {
      play(arguments);
    } catch (Exception | AssertionError e) {
      System.err.println(e + " at " + List.of(e.getStackTrace()));
      code = 1;
    }
    System.exit(code);
  }

  private static void play(String[] arguments) throws Exception {
    InNamespace scenarios = new InNamespace(arguments[0].equals("ipv6") ? "::1" : "127.0.0.1");
    switch (arguments[0]) {
      case "rest", "ipv6" -> scenarios.rest();
      case "threads" -> scenarios.threads(Integer.parseInt(arguments[1]));
      case "exhaustion" -> scenarios.exhaustion();
      case "others" -> scenarios.others();
      case "listeners" -> scenarios.listeners();
      case "channels" -> scenarios.channels();
      case "netty-nio" -> scenarios.netty(NioIoHandler.newFactory(), NioSocketChannel.class);
      case "netty-epoll" -> scenarios.netty(EpollIoHandler.newFactory(), EpollSocketChannel.class);
      case "restart" -> scenarios.restart();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** A server outside of the range that closes as soon as it sees the client's byte or end. */
  private InetSocketAddress server(int port) throws IOException {
    ServerSocket server = new ServerSocket(port, 1000, InetAddress.getByName(address));
    Thread thread = new Thread(() -> serve(server), "server");
    thread.setDaemon(true);
    thread.start();
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  private static void serve(ServerSocket server) {
    ExecutorService threads = Executors.newCachedThreadPool();
    while (true) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> answer(socket));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void answer(Socket socket) {
    try (socket) {
      int read = socket.getInputStream().read();
      if (read >= 0) {
        socket.getOutputStream().write(read);
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static void say(String name, long figure) {
    System.out.println(name + " " + figure);
  }

  private static void sayCounts() {
    say("table", LruPorts.shared().chosenHere());
    say("kernel", LruPorts.shared().chosenByKernel());
  }

  /** One request; the server closes first. */
  private static int request(Socket socket) throws IOException {
    try (socket) {
      socket.getOutputStream().write(1);
      int port = socket.getLocalPort();
      if (socket.getInputStream().read() != 1 || socket.getInputStream().read() != -1) {
        throw new IOException("the server did not answer");
      }
      return port;
    }
  }

  private Socket lru(InetSocketAddress remote) throws IOException {
    Socket socket = new LruSocketFactory().createSocket();
    socket.setTcpNoDelay(true);
    socket.connect(remote, 5000);
    return socket;
  }

  private static Socket plain(InetSocketAddress remote) throws IOException {
    Socket socket = new Socket();
    socket.connect(remote, 5000);
    return socket;
  }

  /** How many connects lie between two of the same port, at least. */
  private void rest() throws IOException {
    Map<Integer, Integer> last = new HashMap<>();
    int shortest = Integer.MAX_VALUE;
    for (int i = 0; i < 5 * PORTS; i++) {
      Integer before = last.put(request(lru(here)), i);
      shortest = Math.min(shortest, before == null ? Integer.MAX_VALUE : i - before);
    }
    say("shortest", shortest);
    say("ports", last.size());
    sayCounts();
  }

  /** Sixty-four threads connect to two destinations at the same time. */
  private void threads(int connects) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(64);
    List<Future<Integer>> results = new ArrayList<>();
    for (int i = 0; i < connects; i++) {
      InetSocketAddress remote = i % 2 == 0 ? here : there;
      results.add(threads.submit(() -> request(lru(remote))));
    }
    int failures = 0;
    for (Future<Integer> result : results) {
      try {
        result.get();
      } catch (ExecutionException e) {
        failures++;
        System.err.println(e.getCause());
      }
    }
    say("failures", failures);
    sayCounts();
  }

  private int holdUntilNoneIsLeft(InetSocketAddress remote) throws IOException {
    for (int i = 0; i <= 2 * PORTS; i++) {
      try {
        held.add(lru(remote));
      } catch (BindException e) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }

  /**
   * All ports in use toward one destination, then toward another; one is closed, one works again.
   */
  private void exhaustion() throws IOException {
    say("here", holdUntilNoneIsLeft(here));
    say("there", holdUntilNoneIsLeft(there));
    reset((Socket) held.get(17));
    say("again", holdUntilNoneIsLeft(here));
  }

  /** After a FIN the tuple would stay in use until the server has closed as well. */
  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /**
   * Others use half of the ports, toward another destination: the kernel shares those, bind not.
   */
  private void others() throws IOException {
    for (int i = 0; i < PORTS / 2; i++) {
      held.add(plain(there));
    }
    say("here", holdUntilNoneIsLeft(here));
    sayCounts();
  }

  /** Listeners on all ports but two. */
  private void listeners() throws IOException {
    for (int port = LOW + 2; port < LOW + PORTS; port++) {
      held.add(new ServerSocket(port, 1, InetAddress.getByName(address)));
    }
    say("here", holdUntilNoneIsLeft(here));
  }

  private void channels() throws IOException {
    Map<Integer, Integer> last = new HashMap<>();
    int shortest = Integer.MAX_VALUE;
    for (int i = 0; i < 3 * PORTS; i++) {
      SocketChannel channel =
          i % 2 == 0 ? LruPorts.shared().open(here) : LruPorts.shared().begin(here);
      while (!channel.finishConnect()) {
        Thread.onSpinWait();
      }
      Integer before = last.put(channel.socket().getLocalPort(), i);
      shortest = Math.min(shortest, before == null ? Integer.MAX_VALUE : i - before);
      channel.close();
    }
    say("shortest", shortest);
    sayCounts();
  }

  private void netty(IoHandlerFactory handler, Class<? extends Channel> type)
      throws IOException, InterruptedException {
    for (int port = LOW; port < LOW + PORTS / 2; port++) {
      held.add(new ServerSocket(port, 1, InetAddress.getByName(address)));
    }
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, handler);
    Bootstrap bootstrap = new Bootstrap().group(group).channel(type).handler(new NoHandlers());
    List<Channel> open = new ArrayList<>();
    Throwable failure = null;
    while (failure == null && open.size() <= PORTS) {
      var connected = NettyLruPorts.connect(bootstrap, here).await();
      failure = connected.cause();
      if (failure == null) {
        open.add(connected.getNow());
      }
    }
    say("here", open.size());
    open.get(0).config().setOption(ChannelOption.SO_LINGER, 0);
    open.get(0).close().sync();
    say("again", connectsSoon(bootstrap) ? 1 : 0);
    sayCounts();
  }

  /** What NIO closes, the kernel lets go of only when its selector looks again. */
  private boolean connectsSoon(Bootstrap bootstrap) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    boolean connected = false;
    while (!connected && System.nanoTime() < end) {
      connected = NettyLruPorts.connect(bootstrap, here).await().isSuccess();
    }
    return connected;
  }

  /** What Netty calls an initializer; it may be added to many channels. */
  private static final class NoHandlers extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {}
  }

  /** Thirty connects, and their ports. */
  private void restart() throws IOException {
    for (int i = 0; i < 30; i++) {
      say("port", request(lru(here)));
    }
  }
}
