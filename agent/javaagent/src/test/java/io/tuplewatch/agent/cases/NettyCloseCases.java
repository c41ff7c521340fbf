package io.tuplewatch.agent.cases;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Ends connections of Netty's transports in every way; see {@link CloseCases}. */
public final class NettyCloseCases {

  private final NettyClient client;

  private NettyCloseCases(NettyClient client) {
    this.client = client;
  }

  public static void main(String[] args) throws IOException {
    for (NettyClient client : NettyClient.usable()) {
      NettyCloseCases cases = new NettyCloseCases(client);
      cases.closesFirst();
      cases.halfClosesFirst();
      cases.closesWithUnreadData();
      cases.serverClosesFirst();
      cases.serverResets();
      cases.closesBound();
      cases.connectsWithFastOpen();
    }
  }

  private void closesFirst() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(OneConnectionServer::closeSecond)) {
      connect(server).close().syncUninterruptibly();
      tell("local close", server, "LOCAL");
    }
  }

  private void halfClosesFirst() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(OneConnectionServer::closeSecond)) {
      Channel channel = connect(server);
      ((DuplexChannel) channel).shutdownOutput().syncUninterruptibly();
      channel.closeFuture().syncUninterruptibly();
      tell("half-close, then the server's FIN", server, "LOCAL");
    }
  }

  private void closesWithUnreadData() throws IOException {
    try (OneConnectionServer server =
        new OneConnectionServer(
            accepted -> {
              accepted.getOutputStream().write(1);
              CloseCases.closeSecondOrReset(accepted);
            })) {
      Channel channel =
          NettyClient.connected(
              client.bootstrap().option(ChannelOption.AUTO_READ, false).connect(server.address()));
      int port = ((InetSocketAddress) channel.localAddress()).getPort();
      Kernel.await(() -> Kernel.hasUnreadData(port), "the server's byte");
      channel.close().syncUninterruptibly();
      tell("unread data", server, "LOCAL_WITH_UNREAD_DATA");
    }
  }

  private void serverClosesFirst() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(accepted -> {})) {
      connect(server).closeFuture().syncUninterruptibly();
      tell("server first", server, "REMOTE");
    }
  }

  /** Once the client's byte is there: a reset before the client has noticed fails its connect. */
  private void serverResets() throws IOException {
    try (OneConnectionServer server =
        new OneConnectionServer(
            accepted -> {
              accepted.getInputStream().read();
              accepted.setSoLinger(true, 0);
            })) {
      Channel channel = connect(server);
      channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1])).awaitUninterruptibly();
      channel.closeFuture().syncUninterruptibly();
      tell("server resets", server, "RESET");
    }
  }

  private void closesBound() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(OneConnectionServer::closeSecond)) {
      NettyClient.connected(
              client
                  .bootstrap()
                  .connect(
                      server.address(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
          .close()
          .syncUninterruptibly();
      tell("bound", server, "LOCAL", client.api() + " bound");
    }
  }

  /** Without a cookie of the server an ordinary connect, by another way through Netty. */
  private void connectsWithFastOpen() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(OneConnectionServer::closeSecond)) {
      Channel channel =
          NettyClient.connected(
              client
                  .bootstrap()
                  .option(ChannelOption.TCP_FASTOPEN_CONNECT, true)
                  .connect(server.address()));
      channel.close().syncUninterruptibly();
      tell("fast open", server, "LOCAL");
    }
  }

  private Channel connect(OneConnectionServer server) throws IOException {
    return NettyClient.connected(client.bootstrap().connect(server.address()));
  }

  private void tell(String name, OneConnectionServer server, String closedBy) {
    tell(name, server, closedBy, client.api());
  }

  private static void tell(String name, OneConnectionServer server, String closedBy, String api) {
    int remotePort = server.address().getPort();
    new Expectation(name, remotePort, server.peerPort(), "CONNECTED", api, closedBy).tell();
  }
}
