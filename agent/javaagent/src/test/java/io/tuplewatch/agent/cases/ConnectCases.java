package io.tuplewatch.agent.cases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Connects in every way the agent must see, with every outcome, in a network namespace of its own
 * (own-network.sh). Before each attempt the kernel is left one source port to assign, another each
 * time, so the expected port is known without asking anybody; where the attempt lasts,
 * /proc/net/tcp must agree.
 */
public final class ConnectCases {

  private static final String SILENT = "198.51.100.7";
  private static final String REJECTING = "203.0.113.7";
  private static final String PROHIBITING = "203.0.113.200";
  private static final String UNROUTED = "10.1.2.3";

  private static final Set<Client> WITH_TIMEOUT =
      EnumSet.of(Client.SOCKET_WITH_TIMEOUT, Client.CHANNEL_ADAPTOR_WITH_TIMEOUT);
  private static final Set<Client> CLOSING_TO_TIME_OUT =
      EnumSet.of(
          Client.NON_BLOCKING_CHANNEL, Client.ASYNCHRONOUS_FUTURE, Client.ASYNCHRONOUS_HANDLER);
  private static final int LONG_TIMEOUT = 30_000;
  private static final int SHORT_TIMEOUT = 300;

  private final List<Thread> pending = new ArrayList<>();
  private int nextSourcePort = 40_000;
  private int nextRemotePort = 2_000;

  private ConnectCases() {}

  /** "jdk", "netty" or "all" clients. */
  public static void main(String[] args) throws Exception {
    ConnectCases cases = new ConnectCases();
    if (!args[0].equals("netty")) {
      cases.ofTheJdk();
    }
    if (!args[0].equals("jdk")) {
      cases.ofNetty();
    }
    for (Thread thread : cases.pending) {
      thread.join();
    }
  }

  private void ofTheJdk() throws Exception {
    for (Client client : Client.values()) {
      endsInEveryWay(client);
    }
    for (Client client : WITH_TIMEOUT) {
      timesOutByTheCaller(client, "TIMED_OUT");
    }
    for (Client client : CLOSING_TO_TIME_OUT) {
      timesOutByTheCaller(client, "CLOSED");
    }
    boundSocketHasNoRoute();
    if (wildcardIsLoopback()) {
      connectsToTheWildcard(Client.SOCKET);
      connectsToTheWildcard(Client.CHANNEL);
    }
    connectsOverIpv6();
    isInterrupted();
    isClosedByAnotherThread();
  }

  private void ofNetty() throws IOException {
    for (NettyClient client : NettyClient.usable()) {
      endsInEveryWay(client);
      timesOutByTheCaller(client, "TIMED_OUT");
    }
  }

  private void endsInEveryWay(Connector client) throws IOException {
    succeeds(client);
    isRefused(client);
    timesOutByTheKernel(client);
    if (!client.api().equals("NETTY_IO_URING")) {
      // To an ICMP rejection io_uring answers 0: Netty takes the channel for connected.
      isRejectedByIcmp(client, REJECTING);
      isRejectedByIcmp(client, PROHIBITING);
    }
    hasNoRoute(client);
    findsNoFreePort(client);
  }

  private void succeeds(Connector client) throws IOException {
    int port = assignNext();
    try (OneConnectionServer server =
        new OneConnectionServer(nextRemotePort++, OneConnectionServer::closeSecond)) {
      client.connect(server.address(), LONG_TIMEOUT).close();
      check(server.peerPort() == port, "the kernel did not assign " + port);
      new Expectation(
              "success", server.address().getPort(), port, "CONNECTED", client.api(), "LOCAL")
          .tell();
    }
  }

  private void isRefused(Connector client) throws IOException {
    int port = assignNext();
    InetSocketAddress to = target("127.0.0.1");
    expectFailure(client, to, LONG_TIMEOUT);
    Expectation.failure("refused", to.getPort(), port, "REFUSED", client.api()).tell();
  }

  private void timesOutByTheKernel(Connector client) throws IOException {
    inBackground("kernel timeout", client, SILENT, "TIMED_OUT");
  }

  private void isRejectedByIcmp(Connector client, String address) throws IOException {
    int port = assignNext();
    InetSocketAddress to = target(address);
    expectFailure(client, to, LONG_TIMEOUT);
    Expectation.failure("rejected by ICMP", to.getPort(), port, "UNREACHABLE", client.api()).tell();
  }

  private void hasNoRoute(Connector client) throws IOException {
    assignNext();
    InetSocketAddress to = target(UNROUTED);
    expectFailure(client, to, LONG_TIMEOUT);
    Expectation.failure("no route", to.getPort(), 0, "UNREACHABLE", client.api()).tell();
  }

  private void boundSocketHasNoRoute() throws IOException {
    InetSocketAddress to = target(UNROUTED);
    try (SocketChannel channel = SocketChannel.open()) {
      channel.bind(new InetSocketAddress("0.0.0.0", nextSourcePort++));
      expectFailure(() -> channel.connect(to));
    }
    Expectation.failure("bound, no route", to.getPort(), 0, "UNREACHABLE", "CHANNEL bound").tell();
  }

  /** The JDK takes the wildcard for the address of the host's name, if a name service knows it. */
  private static boolean wildcardIsLoopback() {
    try {
      return InetAddress.getLocalHost().equals(InetAddress.getLoopbackAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The JDK connects to the host's own address instead, and that is the tuple. */
  private void connectsToTheWildcard(Connector client) throws IOException {
    int port = assignNext();
    try (OneConnectionServer server =
        new OneConnectionServer(nextRemotePort++, OneConnectionServer::closeSecond)) {
      int remotePort = server.address().getPort();
      client.connect(new InetSocketAddress("0.0.0.0", remotePort), LONG_TIMEOUT).close();
      check(server.peerPort() == port, "the kernel did not assign " + port);
      new Expectation("wildcard", remotePort, port, "CONNECTED", client.api(), "LOCAL").tell();
    }
  }

  private void connectsOverIpv6() throws IOException {
    int port = assignNext();
    InetSocketAddress to = target("::1");
    expectFailure(Client.SOCKET, to, LONG_TIMEOUT);
    Expectation.failure("refused, IPv6", to.getPort(), port, "REFUSED", "SOCKET").tell();
  }

  private void findsNoFreePort(Connector client) throws IOException {
    int port = assignNext();
    InetSocketAddress to = target("127.0.0.1");
    try (SocketChannel holder = SocketChannel.open()) {
      holder.bind(new InetSocketAddress("0.0.0.0", port));
      expectFailure(client, to, LONG_TIMEOUT);
    }
    Expectation.failure("no free port", to.getPort(), 0, "ADDRESS_NOT_AVAILABLE", client.api())
        .tell();
  }

  private void timesOutByTheCaller(Connector client, String outcome) throws IOException {
    int port = assignNext();
    InetSocketAddress to = target(SILENT);
    expectFailure(client, to, SHORT_TIMEOUT);
    Expectation.failure("caller's timeout", to.getPort(), port, outcome, client.api()).tell();
  }

  private void isInterrupted() throws Exception {
    Thread thread = inBackground("interrupted", Client.CHANNEL, SILENT, "INTERRUPTED");
    thread.interrupt();
  }

  private void isClosedByAnotherThread() throws Exception {
    int port = assignNext();
    InetSocketAddress to = target(SILENT);
    SocketChannel channel = SocketChannel.open();
    Thread thread = new Thread(() -> expectFailure(() -> channel.connect(to)));
    start(thread, to, port);
    channel.close();
    Expectation.failure("closed by another thread", to.getPort(), port, "CLOSED", "CHANNEL").tell();
  }

  /** An attempt that takes its time runs beside the others once the kernel has sent its SYN. */
  private Thread inBackground(String name, Connector client, String address, String outcome)
      throws IOException {
    int port = assignNext();
    InetSocketAddress to = target(address);
    int timeout = client == Client.NON_BLOCKING_CHANNEL ? 0 : LONG_TIMEOUT;
    Thread thread = new Thread(() -> expectFailure(client, to, timeout));
    start(thread, to, port);
    Expectation.failure(name, to.getPort(), port, outcome, client.api()).tell();
    return thread;
  }

  private void start(Thread thread, InetSocketAddress to, int port) {
    pending.add(thread);
    thread.start();
    int seen = Kernel.awaitLocalPort(Kernel.SYN_SENT, to.getPort());
    check(seen == port, "the kernel assigned " + seen + ", not " + port);
  }

  private int assignNext() throws IOException {
    int port = nextSourcePort++;
    Kernel.assignOnly(port);
    return port;
  }

  private InetSocketAddress target(String address) {
    return new InetSocketAddress(address, nextRemotePort++);
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void expectFailure(Connector client, InetSocketAddress to, int timeoutMillis) {
    expectFailure(() -> client.connect(to, timeoutMillis));
  }

  private static void expectFailure(Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException e) {
      Results.tell(e);
      return;
    }
    throw new IllegalStateException("connected against expectation");
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
