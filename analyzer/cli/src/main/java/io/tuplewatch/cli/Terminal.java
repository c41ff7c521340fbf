package io.tuplewatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/** Whether somebody is looking. */
final class Terminal {

  private Terminal() {}

  /** Whether standard error goes to a terminal: known on Linux, elsewhere picocli's guess. */
  static boolean showsStandardError() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return Ansi.AUTO.enabled();
    }
  }
}
