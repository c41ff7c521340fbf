package io.tuplewatch.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Standard output that knows why something written to it was lost; System.out forgets. */
final class StandardOutput {

  private final Witness stream = new Witness(new FileOutputStream(FileDescriptor.out));
  private final PrintWriter writer = new PrintWriter(new OutputStreamWriter(stream, charset()));

  PrintWriter writer() {
    return writer;
  }

  /**
   * Writes what is still buffered.
   *
   * @return why something was lost; null if nothing was, or if the reader of a pipe went away: who
   *     asks {@code head} for ten lines has got what was asked for, so that is no failure
   */
  @Nullable String lost() {
    writer.flush();
    IOException failure = stream.failure;
    return failure == null || readerGone(failure)
        ? null
        : Objects.requireNonNullElse(failure.getMessage(), "I/O error");
  }

  /** That of System.out, which can be asked for it from JDK 18 on only. */
  private static Charset charset() {
    String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    return name != null && Charset.isSupported(name)
        ? Charset.forName(name)
        : Charset.defaultCharset();
  }

  /** The text of the error is in the user's language, so the kind of file is asked first. */
  private static boolean readerGone(IOException failure) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException e) {
      return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
  }

  /** Remembers the first failure; PrintWriter swallows it. */
  private static final class Witness extends FilterOutputStream {
    private @Nullable IOException failure;

    Witness(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
