package io.tuplewatch.samples.churn;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code churn server} was asked.
 *
 * @param port 0 to 65535; 0 = any free one
 * @param bind address or host name to listen on
 * @param log null = none
 * @param untilEof end when standard input ends
 * @param connections end after that many; 0 = no limit
 */
record ServerOptions(
    int port,
    String bind,
    ClosingSide close,
    @Nullable Path log,
    boolean untilEof,
    int connections) {

  static final String HELP =
      """
      Usage: churn server [OPTIONS]
      Accepts connections, reads a request, replies with as many bytes, and closes.
      The first line on standard output is 'listening on port N'. Ends on SIGTERM or
      SIGINT, or as the options below say.
        --port P              port to listen on; 0 (default) = any free one
        --bind ADDRESS        address to listen on (default 0.0.0.0)
        --close server|client the side that closes first (default server):
                              server = close as soon as the reply is sent,
                              client = wait for the client's FIN
        --connections N       end after N connections; 0 (default) = no limit
        --until-eof           end when standard input ends
        --log FILE            write a CSV row per connection, in accept order:
                              localAddress,localPort,peerAddress,peerPort
        --help                print this
      """;

  static ServerOptions parse(List<String> words) throws UsageException {
    Arguments arguments =
        Arguments.parse(
            words,
            Set.of("--port", "--bind", "--close", "--connections", "--log"),
            Set.of("--until-eof"));
    String bind = arguments.text("--bind");
    return new ServerOptions(
        arguments.number("--port", 0, 0, 65535),
        bind == null ? "0.0.0.0" : bind,
        arguments.choice("--close", ClosingSide.class, ClosingSide.SERVER),
        arguments.path("--log"),
        arguments.has("--until-eof"),
        arguments.number("--connections", 0, 0, Integer.MAX_VALUE));
  }
}
