package io.tuplewatch.report.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Runs tcpdump, tshark, nft and conntrack. A test is skipped where one is missing, and fails where
 * {@code TUPLEWATCH_NAMESPACES=required} says that it must be there.
 */
final class OtherTools {

  private OtherTools() {}

  static void require(String... tools) {
    boolean required = "required".equals(System.getenv("TUPLEWATCH_NAMESPACES"));
    for (String tool : tools) {
      boolean there = isThere(tool);
      assertThat(there || !required).as("%s is installed, as is required", tool).isTrue();
      if (!there) {
        System.err.println("SKIPPED: " + tool + " is not installed");
      }
      assumeTrue(there, tool + " is not installed");
    }
  }

  private static boolean isThere(String tool) {
    String path = System.getenv("PATH") + ":/usr/sbin:/sbin";
    return Arrays.stream(path.split(":", -1)).anyMatch(d -> new File(d, tool).canExecute());
  }

  /** What the tool writes to standard output, given the input; it must exit with 0. */
  static byte[] run(byte[] input, List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    CompletableFuture<byte[]> errors =
        CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
    CompletableFuture<byte[]> output =
        CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    }
    byte[] written = output.join();
    String said = new String(errors.join(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as("%s: %s", command, said).isZero();
    return written;
  }

  /** Runs shell commands as root of a network of their own. */
  static String inOwnNetwork(String script) throws IOException {
    String path = "PATH=$PATH:/usr/sbin:/sbin; set -e; ";
    List<String> command = List.of("unshare", "-Urn", "sh", "-c", path + script);
    return new String(run(new byte[0], command), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static byte[] read(InputStream in) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      in.transferTo(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
