package io.tuplewatch.agent.cases;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Connects that end with an errno, each made by the kernel, in a network namespace of its own
 * (own-network.sh) whose router answers slowly: an ICMP rejection comes while the connect waits, as
 * on a real path, not while the kernel is still in it.
 */
public final class ErrnoCases {

  private static final String ROUTER = "192.0.2.1";
  private static final String REJECTING = "203.0.113.7";
  private static final String PROHIBITING = "203.0.113.200";
  private static final String PROHIBITING_IPV6 = "2001:db8:2::7";
  private static final int TIMEOUT = 30_000;

  private int nextSourcePort = 41_000;
  private int nextRemotePort = 3_000;

  private ErrnoCases() {}

  /** "jdk" or "all" clients. */
  public static void main(String[] args) throws Exception {
    ErrnoCases cases = new ErrnoCases();
    List<Connector> clients = new ArrayList<>(Arrays.asList(Client.values()));
    if (args[0].equals("all")) {
      clients.addAll(NettyClients.withErrno());
    }
    for (Connector client : clients) {
      cases.isRejected("host unreachable", client, REJECTING);
      cases.isRejected("prohibited", client, PROHIBITING);
      if (hasIpv6()) {
        cases.isRejected("prohibited, IPv6", client, PROHIBITING_IPV6);
      }
      cases.isRefusedHere("no route", client, "10.1.2.3", "UNREACHABLE");
      cases.isRefusedHere("network unreachable", client, "172.31.2.3", "UNREACHABLE");
      cases.isRefusedHere("prohibit route", client, "172.31.0.3", "REFUSED_LOCALLY");
      cases.isRefusedHere("blackhole route", client, "172.31.1.3", "REFUSED_LOCALLY");
    }
    cases.ofBoundSockets();
  }

  private static boolean hasIpv6() throws IOException {
    NetworkInterface client = NetworkInterface.getByName("client0");
    return client.getInterfaceAddresses().stream()
        .anyMatch(
            a -> a.getAddress().getAddress().length == 16 && !a.getAddress().isLinkLocalAddress());
  }

  private void ofBoundSockets() throws IOException {
    for (boolean blocking : new boolean[] {true, false}) {
      isRejectedBound(blocking);
      isRefusedHereBound("no route, bound", "10.1.2.3", "UNREACHABLE", blocking);
      isRefusedHereBound("prohibit route, bound", "172.31.0.3", "REFUSED_LOCALLY", blocking);
      isRefusedHereBound("blackhole route, bound", "172.31.1.3", "REFUSED_LOCALLY", blocking);
    }
    hasItsTupleInUse();
  }

  private void isRejected(String name, Connector client, String address) throws IOException {
    int port = nextSourcePort++;
    Kernel.assignOnly(port);
    InetSocketAddress to = target(address);
    keepRouterBusy();
    fails(() -> client.connect(to, TIMEOUT).close(), name);
    Expectation.failure(name, to.getPort(), port, "UNREACHABLE", client.api()).tell();
  }

  private void isRefusedHere(String name, Connector client, String address, String outcome)
      throws IOException {
    Kernel.assignOnly(nextSourcePort++);
    InetSocketAddress to = target(address);
    fails(() -> client.connect(to, TIMEOUT).close(), name);
    Expectation.failure(name, to.getPort(), 0, outcome, client.api()).tell();
  }

  private void isRejectedBound(boolean blocking) throws IOException {
    int port = nextSourcePort++;
    InetSocketAddress to = target(REJECTING);
    keepRouterBusy();
    fails(() -> connectBound(port, to, blocking), "host unreachable, bound");
    tellBound("host unreachable, bound", to, port, "UNREACHABLE", blocking);
  }

  private void isRefusedHereBound(String name, String address, String outcome, boolean blocking)
      throws IOException {
    InetSocketAddress to = target(address);
    int port = nextSourcePort++;
    fails(() -> connectBound(port, to, blocking), name);
    tellBound(name, to, 0, outcome, blocking);
  }

  private static void tellBound(
      String name, InetSocketAddress to, int port, String outcome, boolean blocking) {
    String api = blocking ? "CHANNEL bound" : "NON_BLOCKING_CHANNEL bound";
    Expectation.failure(name, to.getPort(), port, outcome, api).tell();
  }

  private static void connectBound(int port, InetSocketAddress to, boolean blocking)
      throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.bind(new InetSocketAddress("0.0.0.0", port));
      channel.configureBlocking(blocking);
      if (!channel.connect(to)) {
        try (Selector selector = Selector.open()) {
          channel.register(selector, SelectionKey.OP_CONNECT);
          while (!channel.finishConnect()) {
            selector.select();
          }
        }
      }
    }
  }

  /** Two sockets may be bound to one port, but not connect from it to one place. */
  private void hasItsTupleInUse() throws IOException {
    int port = nextSourcePort++;
    try (OneConnectionServer server =
            new OneConnectionServer(nextRemotePort++, OneConnectionServer::closeSecond);
        SocketChannel first = reusing(port)) {
      first.connect(server.address());
      fails(() -> connectAndClose(reusing(port), server.address()), "bound tuple in use");
      int remote = server.address().getPort();
      new Expectation("holder", remote, port, "CONNECTED", "CHANNEL bound", "LOCAL").tell();
      Expectation.failure("bound tuple in use", remote, port, "TUPLE_IN_USE", "CHANNEL bound")
          .tell();
    }
  }

  private static void connectAndClose(SocketChannel channel, InetSocketAddress to)
      throws IOException {
    try {
      channel.connect(to);
    } finally {
      channel.close();
    }
  }

  private static SocketChannel reusing(int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    return channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /**
   * What the router sends next waits behind its answers to these, which are not about its routes:
   * of those it sends five, and then one a second (net/ipv4/route.c, ip_error).
   */
  private static void keepRouterBusy() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < 4; i++) {
        socket.send(new DatagramPacket(new byte[0], 0, InetAddress.getByName(ROUTER), 9));
      }
    }
  }

  private InetSocketAddress target(String address) {
    return new InetSocketAddress(address, nextRemotePort++);
  }

  private interface Attempt {
    void run() throws IOException;
  }

  /** Says how long it took, in ms. */
  private static void fails(Attempt attempt, String name) {
    long start = System.nanoTime();
    try {
      attempt.run();
    } catch (IOException e) {
      long millis = (System.nanoTime() - start) / 1_000_000;
      System.out.printf(Locale.ROOT, "took\t%s\t%d\t%s%n", name, millis, e);
      return;
    }
    throw new IllegalStateException("connected against expectation: " + name);
  }

  /** Apart, since Netty may not be there. */
  private static final class NettyClients {

    /** To an ICMP rejection io_uring answers 0: Netty takes the channel for connected. */
    static List<Connector> withErrno() {
      List<Connector> clients = new ArrayList<>();
      for (NettyClient client : NettyClient.usable()) {
        if (!client.api().equals("NETTY_IO_URING")) {
          clients.add(client);
        }
      }
      return clients;
    }
  }
}
