package io.tuplewatch.lruports;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Connects Netty's channels from the source port that was used least recently, with the table of
 * {@link LruPorts}. Thread-safe. Works with NIO and epoll.
 *
 * <p>A fixed {@code localAddress} of a bootstrap, or a supplier of one, would not do: where
 * somebody else holds the port, the connect would fail, and nothing would try the next.
 */
public final class NettyLruPorts {

  private NettyLruPorts() {}

  /**
   * Connects as the bootstrap says, from a port of the table of this JVM.
   *
   * @param bootstrap with a group, a channel and a handler; is not changed. Its handler may be
   *     added to one channel per port that is tried
   * @param remote resolved
   * @return is done when a channel is connected, or no port will do
   */
  public static Future<Channel> connect(Bootstrap bootstrap, InetSocketAddress remote) {
    return connect(LruPorts.shared(), bootstrap, remote);
  }

  static Future<Channel> connect(LruPorts ports, Bootstrap bootstrap, InetSocketAddress remote) {
    Promise<Channel> result = bootstrap.config().group().next().newPromise();
    new Attempts(ports.choice(), bootstrap, remote, result).next();
    return result;
  }

  /** The attempts of one connect, one after the other. */
  private static final class Attempts {

    private final PortChoice choice;
    private final PortSearch search;
    private final Bootstrap bootstrap;
    private final InetSocketAddress remote;
    private final Promise<Channel> result;
    private int port;
    private @Nullable Throwable ofKernel;

    Attempts(
        PortChoice choice, Bootstrap bootstrap, InetSocketAddress remote, Promise<Channel> result) {
      this.choice = choice;
      this.search = choice.search(remote);
      this.bootstrap = bootstrap;
      this.remote = remote;
      this.result = result;
    }

    void next() {
      port = search.next();
      attempt().addListener((ChannelFuture done) -> ended(done));
    }

    private ChannelFuture attempt() {
      if (port == PortSearch.KERNEL) {
        return bootstrap.connect(remote);
      }
      return bootstrap
          .clone()
          .option(ChannelOption.SO_REUSEADDR, true)
          .connect(remote, new InetSocketAddress(port));
    }

    private void ended(ChannelFuture done) {
      Throwable failure = done.cause();
      if (failure == null) {
        connected(done.channel());
        return;
      }
      boolean forWantOfPort = PortSearch.isForWantOfPort(failure);
      ofKernel = port == PortSearch.KERNEL ? failure : ofKernel;
      if (search.failed(forWantOfPort)) {
        next();
      } else {
        result.tryFailure(forWantOfPort && ofKernel != null ? ofKernel : failure);
      }
    }

    private void connected(Channel channel) {
      choice.count(port);
      InetSocketAddress local = (InetSocketAddress) channel.localAddress();
      Lease lease = search.connected(local == null ? 0 : local.getPort(), channel);
      channel.closeFuture().addListener(closed -> lease.release());
      if (!result.trySuccess(channel)) {
        ChannelFuture unused = channel.close();
      }
    }
  }
}
