package io.tuplewatch.agent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The launcher that gives a child a network of its own (own-network.sh). Where the machine forbids
 * that, the tests that need it are skipped, unless {@code TUPLEWATCH_NAMESPACES=required} says that
 * they must run.
 */
final class OwnNetwork {

  private static Boolean possible;

  private OwnNetwork() {}

  /** The same, with a router that sends no more than this, as tc writes it. */
  static String[] launcher(String rate)
      throws IOException, InterruptedException, URISyntaxException {
    String[] plain = launcher();
    return new String[] {"/usr/bin/env", "OWN_NETWORK_RATE=" + rate, plain[0], plain[1]};
  }

  static String[] launcher() throws IOException, InterruptedException, URISyntaxException {
    Path script = Path.of(OwnNetwork.class.getResource("own-network.sh").toURI());
    String[] launcher = {"/bin/sh", script.toString()};
    boolean possible = isPossible(launcher);
    if (!possible && "required".equals(System.getenv("TUPLEWATCH_NAMESPACES"))) {
      throw new IllegalStateException("no network namespace can be made here");
    }
    assumeTrue(possible, "no network namespace can be made here (unshare, ip)");
    return launcher;
  }

  /** Tried once. */
  private static synchronized boolean isPossible(String[] launcher)
      throws IOException, InterruptedException {
    if (possible == null) {
      Process probe =
          new ProcessBuilder(launcher[0], launcher[1], "true")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      possible = probe.waitFor(30, TimeUnit.SECONDS) && probe.exitValue() == 0;
    }
    return possible;
  }
}
