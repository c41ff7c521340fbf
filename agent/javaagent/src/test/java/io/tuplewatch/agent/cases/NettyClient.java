package io.tuplewatch.agent.cases;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** One of Netty's transports, with one event loop on a daemon thread. */
final class NettyClient implements Connector {

  private static final ChannelInitializer<Channel> NOTHING =
      new ChannelInitializer<Channel>() {
        @Override
        protected void initChannel(Channel channel) {}
      };

  private final String api;
  private final Bootstrap bootstrap;

  private NettyClient(
      String api, Class<? extends SocketChannel> channelClass, IoHandlerFactory handlers) {
    this.api = api;
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("netty", true), handlers);
    this.bootstrap = new Bootstrap().group(group).channel(channelClass).handler(NOTHING);
  }

  /** Those that this machine's processor and kernel allow, and says which. */
  static List<NettyClient> usable() {
    List<NettyClient> usable = new ArrayList<>();
    usable.add(
        new NettyClient("NON_BLOCKING_CHANNEL", NioSocketChannel.class, NioIoHandler.newFactory()));
    if (Epoll.isAvailable()) {
      System.out.println("epoll is available");
      usable.add(
          new NettyClient("NETTY_EPOLL", EpollSocketChannel.class, EpollIoHandler.newFactory()));
    }
    if (IoUring.isAvailable()) {
      System.out.println("io_uring is available");
      usable.add(
          new NettyClient(
              "NETTY_IO_URING", IoUringSocketChannel.class, IoUringIoHandler.newFactory()));
    }
    return usable;
  }

  @Override
  public String api() {
    return api;
  }

  Bootstrap bootstrap() {
    return bootstrap.clone();
  }

  @Override
  public Closeable connect(InetSocketAddress to, int timeoutMillis) throws IOException {
    Channel channel =
        connected(
            bootstrap().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis).connect(to));
    return () -> channel.close().syncUninterruptibly();
  }

  static Channel connected(ChannelFuture connecting) throws IOException {
    connecting.awaitUninterruptibly();
    if (!connecting.isSuccess()) {
      connecting.channel().close().syncUninterruptibly();
      throw new IOException(connecting.cause());
    }
    return connecting.channel();
  }
}
