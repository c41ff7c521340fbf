package io.tuplewatch.cli.watch;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A terminal as a whole screen: its second one, without a cursor, with keys that come at once. It
 * is asked and set by {@code stty}, and put back as it was, also when this process is told to end.
 * Not thread-safe.
 */
final class TerminalScreen implements AutoCloseable {

  private static final String ENTER = "\u001B[?1049h\u001B[?25l";
  private static final String LEAVE = "\u001B[?25h\u001B[?1049l";
  private static final String HOME = "\u001B[H";
  private static final String ERASE_LINE = "\u001B[K";
  private static final String ERASE_BELOW = "\u001B[J";
  private static final long BETWEEN_SIZES = TimeUnit.SECONDS.toNanos(2);

  /** What fits on a terminal. */
  record Size(int rows, int columns) {}

  private final PrintWriter out;
  private final String settings;
  private final Thread restoring = new Thread(this::restore, "tuplewatch-terminal");
  private Size size;
  private long nextSize = System.nanoTime();

  private TerminalScreen(PrintWriter out, String settings, Size size) {
    this.out = out;
    this.settings = settings;
    this.size = size;
  }

  /** Takes the terminal of this process; null if there is none that can be set. */
  static @Nullable TerminalScreen open(PrintWriter out) {
    String settings = stty("-g");
    Size size = size(stty("size"));
    if (settings == null || size == null || stty("-icanon", "-echo") == null) {
      return null;
    }
    TerminalScreen screen = new TerminalScreen(out, settings.strip(), size);
    Runtime.getRuntime().addShutdownHook(screen.restoring);
    out.print(ENTER);
    return screen;
  }

  /** Its size, at most 2 s old. */
  Size size() {
    long now = System.nanoTime();
    if (now - nextSize >= 0) {
      nextSize = now + BETWEEN_SIZES;
      Size asked = size(stty("size"));
      size = asked == null ? size : asked;
    }
    return size;
  }

  /** A key that was pressed; -1 if none was. */
  int key() throws IOException {
    return System.in.available() > 0 ? System.in.read() : -1;
  }

  /** Shows these lines, without a moment of an empty screen. */
  void show(List<String> lines) {
    StringBuilder text = new StringBuilder(HOME);
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(ERASE_LINE);
    }
    out.print(text.append(ERASE_BELOW));
    out.flush();
  }

  /** "24 80"; null if it is not that, or is of no terminal. */
  private static @Nullable Size size(@Nullable String text) {
    if (text == null || !text.strip().matches("[1-9]\\d{0,3} [1-9]\\d{0,3}")) {
      return null;
    }
    String[] numbers = text.strip().split(" ", 2);
    return new Size(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
  }

  /** What it says; null if it fails. */
  private static @Nullable String stty(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return process.waitFor() == 0 ? said : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void restore() {
    out.print(LEAVE);
    out.flush();
    stty(settings);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(restoring);
      restore();
    } catch (IllegalStateException e) {
      // It is doing so already.
    }
  }
}
