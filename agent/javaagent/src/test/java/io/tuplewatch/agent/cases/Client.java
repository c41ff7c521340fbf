package io.tuplewatch.agent.cases;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/** The JDK's ways to connect. */
enum Client implements Connector {
  SOCKET("SOCKET") {
    @Override
    public Closeable connect(InetSocketAddress to, int timeoutMillis) throws IOException {
      return new Socket(to.getAddress(), to.getPort());
    }
  },
  SOCKET_WITH_TIMEOUT("SOCKET") {
    @Override
    public Closeable connect(InetSocketAddress to, int timeoutMillis) throws IOException {
      Socket socket = new Socket();
      return closedOnFailure(
          socket,
          () -> {
            socket.connect(to, timeoutMillis);
            return socket;
          });
    }
  },
  CHANNEL("CHANNEL") {
    @Override
    public Closeable connect(InetSocketAddress to, int timeoutMillis) throws IOException {
      SocketChannel channel = SocketChannel.open();
      return closedOnFailure(
          channel,
          () -> {
            channel.connect(to);
            return channel;
          });
    }
  },
  CHANNEL_ADAPTOR_WITH_TIMEOUT("CHANNEL") {
    @Override
    public Closeable connect(InetSocketAddress to, int timeoutMillis) throws IOException {
      SocketChannel channel = SocketChannel.open();
      return closedOnFailure(
          channel,
          () -> {
            channel.socket().connect(to, timeoutMillis);
            return channel;
          });
    }
  },
  NON_BLOCKING_CHANNEL("NON_BLOCKING_CHANNEL") {
    @Override
    public Closeable connect(InetSocketAddress to, int timeoutMillis) throws IOException {
      SocketChannel channel = SocketChannel.open();
      return closedOnFailure(channel, () -> select(channel, to, timeoutMillis));
    }
  },
  ASYNCHRONOUS_FUTURE("ASYNCHRONOUS_CHANNEL") {
    @Override
    public Closeable connect(InetSocketAddress to, int timeoutMillis) throws IOException {
      AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
      return closedOnFailure(channel, () -> await(channel, channel.connect(to), timeoutMillis));
    }
  },
  ASYNCHRONOUS_HANDLER("ASYNCHRONOUS_CHANNEL") {
    @Override
    public Closeable connect(InetSocketAddress to, int timeoutMillis) throws IOException {
      AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
      CompletableFuture<Void> result = new CompletableFuture<>();
      return closedOnFailure(
          channel,
          () -> {
            channel.connect(to, result, COMPLETING);
            return await(channel, result, timeoutMillis);
          });
    }
  };

  private static final CompletionHandler<Void, CompletableFuture<Void>> COMPLETING =
      new CompletionHandler<Void, CompletableFuture<Void>>() {
        @Override
        public void completed(Void nothing, CompletableFuture<Void> result) {
          result.complete(null);
        }

        @Override
        public void failed(Throwable thrown, CompletableFuture<Void> result) {
          result.completeExceptionally(thrown);
        }
      };

  private final String api;

  Client(String api) {
    this.api = api;
  }

  @Override
  public String api() {
    return api;
  }

  private static SocketChannel select(SocketChannel channel, InetSocketAddress to, int millis)
      throws IOException {
    channel.configureBlocking(false);
    if (channel.connect(to)) {
      return channel;
    }
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_CONNECT);
      while (!channel.finishConnect()) {
        if (selector.select(millis) == 0) {
          throw new SocketTimeoutException("gave up");
        }
      }
    }
    return channel;
  }

  private static Closeable await(
      AsynchronousSocketChannel channel, Future<Void> connecting, int timeoutMillis)
      throws IOException {
    try {
      connecting.get(timeoutMillis == 0 ? Integer.MAX_VALUE : timeoutMillis, MILLISECONDS);
      return channel;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new IOException(e);
    }
  }

  private interface Connecting {
    Closeable run() throws IOException;
  }

  private static Closeable closedOnFailure(Closeable socket, Connecting connecting)
      throws IOException {
    try {
      return connecting.run();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
