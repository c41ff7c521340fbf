package io.tuplewatch.samples.churn;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * What {@code churn client} was asked.
 *
 * @param destinations taken in turn; at least one, all resolved
 * @param connects over all threads, at least 1
 * @param perSecond connects per second over all threads; 0 = as fast as possible
 * @param sockets makes the sockets of the API socket
 * @param connectTimeoutMillis 0 = the kernel's own
 * @param close the side that closes first, as the server was told
 * @param bytes of the request and of the reply, 1 to 1,048,576
 * @param requests over each connection, at least 1; more than 1 only where the client closes first
 * @param pauseMillis between the requests of a connection
 * @param log null = none
 */
record ClientOptions(
    List<InetSocketAddress> destinations,
    int connects,
    double perSecond,
    int threads,
    Connector.Api api,
    SocketFactory sockets,
    int connectTimeoutMillis,
    ClosingSide close,
    int bytes,
    int requests,
    int pauseMillis,
    Ending.Way exit,
    @Nullable Path log) {

  static final String HELP =
      """
      Usage: churn client (--to HOST:PORT... | --addresses FROM-TO --port P) [OPTIONS]
      Connects, sends some bytes, gets as many back and closes, over and over. What
      fails is counted; the exit code is 1 only when every connect failed.
        --to HOST:PORT        a destination; may be repeated, taken in turn
        --addresses FROM-TO   IPv4 addresses taken in turn, as 127.0.0.1-127.0.0.20
        --port P              their port
        --connects N          how many in all (default 1000)
        --rate R              connects per second in all; 0 (default) = as fast as
                              possible
        --threads T           1 (default) to 1000
        --api API             socket (default), channel or non-blocking-channel
        --socket-factory CLASS
                              a javax.net.SocketFactory on the class path, with
                              a constructor without arguments, that makes the
                              sockets; only with --api socket
        --connect-timeout MS  0 (default) = the kernel's own; a reply is always
                              waited for at most 10 s
        --close server|client the side that closes first, as the server was told
                              (default server)
        --bytes N             each way, 1 to 1048576 (default 64)
        --requests N          over each connection, as a pool does (default 1); more
                              than 1 only with --close client
        --pause MS            between the requests of a connection (default 0)
        --exit WAY            how the JVM ends when done: normal (default),
                              system-exit or halt
        --log FILE            write a CSV row per connect, as it ends:
                              sequence,thread,remoteAddress,remotePort,localPort,
                              outcome,exchange; outcome is 'connected' or the
                              exception's class, localPort is 0 if it failed,
                              exchange is 'done', the exception's class or empty
        --help                print this
      """;

  private static final Set<String> NAMES =
      Set.of(
          "--to",
          "--addresses",
          "--port",
          "--connects",
          "--rate",
          "--threads",
          "--api",
          "--socket-factory",
          "--connect-timeout",
          "--close",
          "--bytes",
          "--requests",
          "--pause",
          "--exit",
          "--log");

  /**
   * @throws IOException if a host name has no address
   */
  static ClientOptions parse(List<String> words) throws UsageException, IOException {
    Arguments arguments = Arguments.parse(words, NAMES, Set.of());
    ClosingSide close = arguments.choice("--close", ClosingSide.class, ClosingSide.SERVER);
    int requests = arguments.number("--requests", 1, 1, Integer.MAX_VALUE);
    if (requests > 1 && close == ClosingSide.SERVER) {
      throw new UsageException("--requests above 1 needs --close client");
    }
    Connector.Api api = arguments.choice("--api", Connector.Api.class, Connector.Api.SOCKET);
    return new ClientOptions(
        Destinations.parse(arguments),
        arguments.number("--connects", 1000, 1, Integer.MAX_VALUE),
        arguments.decimal("--rate", 0, 1_000_000),
        arguments.number("--threads", 1, 1, 1000),
        api,
        sockets(arguments.text("--socket-factory"), api),
        arguments.number("--connect-timeout", 0, 0, Integer.MAX_VALUE),
        close,
        arguments.number("--bytes", 64, 1, 1 << 20),
        requests,
        arguments.number("--pause", 0, 0, 3_600_000),
        arguments.choice("--exit", Ending.Way.class, Ending.Way.NORMAL),
        arguments.path("--log"));
  }

  private static SocketFactory sockets(@Nullable String factory, Connector.Api api)
      throws UsageException {
    if (factory == null) {
      return SocketFactory.getDefault();
    }
    if (api != Connector.Api.SOCKET) {
      throw new UsageException("--socket-factory goes with --api socket");
    }
    try {
      return Class.forName(factory)
          .asSubclass(SocketFactory.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new UsageException(
          "--socket-factory takes a javax.net.SocketFactory on the class path, not "
              + Arguments.quoted(factory));
    }
  }
}
