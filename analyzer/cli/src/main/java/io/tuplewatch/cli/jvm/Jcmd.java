package io.tuplewatch.cli.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's own command for what its attach API does not offer: starting and dumping recordings.
 */
final class Jcmd {

  private static final long LONGEST_MINUTES = 5;

  private Jcmd() {}

  /**
   * Has a JVM carry out a diagnostic command.
   *
   * @throws AttachFailure with the JVM's own words if it did not
   */
  static void run(RunningJvm jvm, String... command) throws AttachFailure {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    words.add(String.valueOf(jvm.pid()));
    words.addAll(List.of(command));
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AttachFailure(command[0] + " failed: " + lastLine(said));
      }
    } catch (IOException e) {
      throw new AttachFailure("jcmd cannot be run (" + e.getMessage() + "); run this on a JDK");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AttachFailure("interrupted");
    }
  }

  private static String lastLine(String text) {
    return text.substring(text.lastIndexOf('\n') + 1);
  }
}
