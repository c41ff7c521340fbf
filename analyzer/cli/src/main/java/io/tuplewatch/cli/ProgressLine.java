package io.tuplewatch.cli;

import io.tuplewatch.recording.Progress;
import io.tuplewatch.report.SafeText;
import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;

/** Progress as one line that overwrites itself; only on a terminal. */
final class ProgressLine implements Progress {

  private static final String ERASE = "\r\u001B[K";

  private final PrintWriter err;

  private ProgressLine(PrintWriter err) {
    this.err = err;
  }

  static Progress on(PrintWriter err) {
    return isTerminal() ? new ProgressLine(err) : Progress.NONE;
  }

  @Override
  public void at(Path file, long position, long size) {
    err.print(ERASE);
    if (position < size) {
      String name = SafeText.of(String.valueOf(file.getFileName()));
      err.print("reading " + name + " " + 100 * position / size + " %");
    }
    err.flush();
  }

  /** From JDK 22 on there is a Console without a terminal too, and it can be asked. */
  @SuppressWarnings("SystemConsoleNull") // it is null on 17
  static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
