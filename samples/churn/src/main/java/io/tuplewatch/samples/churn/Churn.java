package io.tuplewatch.samples.churn;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * The command: {@code churn server ...} or {@code churn client ...}. Exit codes: 0 done; 1 a file
 * or address could not be used, or every connect failed; 2 usage.
 */
public final class Churn {

  private static final String HELP =
      """
      Usage: churn server [OPTIONS]
             churn client [OPTIONS]
      A server, and a client that connects, sends some bytes, gets as many back
      and closes, over and over.
      'churn server --help' and 'churn client --help' list the options.
      """;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  Churn(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    new Churn(System.in, System.out, System.err).execute(args).take();
  }

  /** Does what the command line says and tells how the JVM should end. */
  Ending execute(String... args) {
    try {
      String command = args.length == 0 ? "" : args[0];
      List<String> options = List.of(args).subList(Math.min(1, args.length), args.length);
      return switch (command) {
        case "server" -> options.contains("--help") ? help(ServerOptions.HELP) : server(options);
        case "client" -> options.contains("--help") ? help(ClientOptions.HELP) : client(options);
        case "--help" -> help(HELP);
        case "" -> throw new UsageException("give a command, server or client");
        default -> throw new UsageException("unknown command " + Arguments.quoted(command));
      };
    } catch (UsageException e) {
      return failed(2, e.getMessage() + " (see --help)");
    } catch (IOException e) {
      return failed(1, e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause()));
    } finally {
      out.flush();
    }
  }

  /** One line, without the control characters that a file name or an address may bring. */
  private Ending failed(int code, String message) {
    err.println("churn: " + message.replaceAll("[\\p{Cc}\\p{Cf}]", "?"));
    return Ending.normal(code);
  }

  private Ending help(String text) {
    out.print(text);
    return Ending.normal(0);
  }

  private Ending server(List<String> args) throws UsageException, IOException {
    ServerOptions options = ServerOptions.parse(args);
    Server server = Server.open(options);
    EndSignal signal = EndSignal.stopping(server::stop);
    try {
      if (options.untilEof()) {
        stopAtEnd(in, server);
      }
      out.println("listening on port " + server.port());
      out.flush();
      out.println(server.run());
      return Ending.normal(0);
    } finally {
      signal.workDone();
    }
  }

  private Ending client(List<String> args) throws UsageException, IOException {
    ClientOptions options = ClientOptions.parse(args);
    Client client = new Client(options);
    EndSignal signal = EndSignal.stopping(client::stop);
    try {
      Tally tally = client.run();
      out.println(tally.summary());
      return new Ending(options.exit(), tally.everyConnectFailed() ? 1 : 0);
    } finally {
      signal.workDone();
    }
  }

  private static void stopAtEnd(InputStream in, Server server) {
    Thread watcher =
        new Thread(
            () -> {
              try {
                in.transferTo(PrintStream.nullOutputStream());
              } catch (IOException e) {
                // an input that cannot be read is at its end
              }
              server.stop();
            },
            "churn-stdin");
    watcher.setDaemon(true);
    watcher.start();
  }
}
