package io.tuplewatch.lruports;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** Opens channels; their closes are found by looking, as a channel tells nobody. */
final class ChannelOpener implements PortChoice.Opener<SocketChannel> {

  private final InetSocketAddress remote;
  private final boolean blocking;

  /**
   * @param blocking whether to wait until it is connected
   */
  ChannelOpener(InetSocketAddress remote, boolean blocking) {
    this.remote = remote;
    this.blocking = blocking;
  }

  @Override
  public SocketChannel open(int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    boolean begun = false;
    try {
      if (port != 0) {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(new InetSocketAddress(port));
      }
      channel.configureBlocking(blocking);
      channel.connect(remote);
      begun = true;
      return channel;
    } finally {
      if (!begun) {
        channel.close();
      }
    }
  }

  @Override
  public int port(SocketChannel channel) {
    return channel.socket().getLocalPort();
  }

  @Override
  public void hold(SocketChannel channel, Lease lease) {}
}
