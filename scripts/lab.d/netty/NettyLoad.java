import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import io.tuplewatch.lruports.NettyLruPorts;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code NettyLoad ADDRESS PORT CONNECTS RATE kernel|lru}: connects with Netty, RATE a second, sends a
 * line to each, and closes when the server has closed.
 */
final class NettyLoad {

  private static final int CONNECT_TIMEOUT_MILLIS = 1500;

  private final Bootstrap bootstrap;
  private final InetSocketAddress remote;
  private final boolean leastRecentlyUsed;
  private final CountDownLatch open;
  private final AtomicInteger failures = new AtomicInteger();

  private NettyLoad(EventLoopGroup group, InetSocketAddress remote, int connects, boolean leastRecentlyUsed) {
    this.remote = remote;
    this.leastRecentlyUsed = leastRecentlyUsed;
    this.open = new CountDownLatch(connects);
    this.bootstrap =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
            .handler(new Line());
  }

  public static void main(String[] arguments) throws InterruptedException {
    InetSocketAddress remote = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
    int connects = Integer.parseInt(arguments[2]);
    double rate = Double.parseDouble(arguments[3]);
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    NettyLoad load = new NettyLoad(group, remote, connects, arguments[4].equals("lru"));
    for (int n = 0; n < connects; n++) {
      group.schedule(load::connect, (long) (n / rate * 1e9), TimeUnit.NANOSECONDS);
    }
    load.open.await();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
    System.out.printf("%d connects in all, %d failed%n", connects, load.failures.get());
  }

  private void connect() {
    Future<?> connected = leastRecentlyUsed ? NettyLruPorts.connect(bootstrap, remote) : bootstrap.connect(remote);
    connected.addListener(
        done -> {
          if (!done.isSuccess()) {
            failures.incrementAndGet();
            open.countDown();
          } else {
            Channel channel = leastRecentlyUsed ? (Channel) done.getNow() : ((io.netty.channel.ChannelFuture) done).channel();
            channel.closeFuture().addListener(closed -> open.countDown());
          }
        });
  }

  /** Netty closes a channel by itself once the server has. */
  @ChannelHandler.Sharable
  private static final class Line extends ChannelInboundHandlerAdapter {

    @Override
    public void channelActive(ChannelHandlerContext context) {
      ByteBuf line = Unpooled.wrappedBuffer(new byte[] {'x', '\n'});
      context.writeAndFlush(line);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object reply) {
      ((ByteBuf) reply).release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
