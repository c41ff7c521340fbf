package io.tuplewatch.cli;

import io.tuplewatch.report.Baseline;
import io.tuplewatch.selection.PortSet;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the files that options name; whatever they hold, in bounded memory. */
final class InputFiles {

  private static final int LONGEST_TEXT = 1 << 20;

  private InputFiles() {}

  /**
   * A port list: the text itself, or after an @ the name of the file that holds it.
   *
   * @throws UnusableInput if there is no such file or it holds no port list
   * @throws IllegalArgumentException if the text itself is no port list
   */
  static PortSet ports(String listOrFile) throws UnusableInput {
    if (!listOrFile.startsWith("@")) {
      return PortSet.parse(listOrFile);
    }
    String file = listOrFile.substring(1);
    try {
      return PortSet.parse(text(Path.of(file)));
    } catch (InvalidPathException | IOException e) {
      throw UnusableInput.of(file, "cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw UnusableInput.of(file, "not a port list", e);
    }
  }

  /** A short text file. */
  static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST_TEXT + 1);
      if (bytes.length > LONGEST_TEXT) {
        throw new IOException("longer than 1 MiB");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * An earlier analysis.
   *
   * @throws UnusableInput if the file cannot be read or is none
   */
  static Baseline baseline(Path file) throws UnusableInput {
    try {
      return Baseline.read(file);
    } catch (IOException e) {
      throw UnusableInput.of(file.toString(), "cannot be compared with", e);
    }
  }

  /**
   * Times in seconds, one a line, as ns.
   *
   * @throws UnusableInput if the file cannot be read, holds anything else, times that fall, or none
   */
  static long[] times(Path file) throws UnusableInput {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new TimelineReader(in).read();
    } catch (IOException e) {
      throw UnusableInput.of(file.toString(), "cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw UnusableInput.of(file.toString(), String.valueOf(e.getMessage()));
    }
  }
}
