package io.tuplewatch.cli;

import io.tuplewatch.privacy.Pseudonyms;
import io.tuplewatch.report.CsvReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How pseudonyms are made, and where they are told. */
final class PseudonymOptions {

  /** A person can be asked to make up this many characters, not more. */
  private static final int SHORTEST_KEY = 16;

  private static final int LONGEST_KEY = 1 << 16;

  @Option(
      names = "--pseudonym-key",
      paramLabel = "FILE",
      description =
          "Make the pseudonyms from the bytes of this file, 16 or more, so that another run gives"
              + " the same. Default: a random key that is forgotten.")
  private @Nullable Path key;

  @Option(
      names = "--keep-prefixes",
      description = "Pseudonyms of addresses of one /24 (IPv6: /64) stay in one.")
  private boolean keepPrefixes;

  @Option(
      names = "--pseudonyms",
      paramLabel = "FILE",
      description = "Write what stands for what to FILE, a CSV that only you may read.")
  private @Nullable Path table;

  /** Whether any of them was given. */
  boolean given() {
    return key != null || keepPrefixes || table != null;
  }

  /** The file that is written, if one is. */
  @Nullable String table() {
    return table == null ? null : table.toString();
  }

  /**
   * Pseudonyms with the key that was given, or with a random one.
   *
   * @throws UnusableInput if the key cannot be read
   */
  Pseudonyms make() throws UnusableInput {
    return Pseudonyms.of(key == null ? Pseudonyms.randomKey() : read(key), keepPrefixes);
  }

  private static byte[] read(Path file) throws UnusableInput {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] key = in.readNBytes(LONGEST_KEY + 1);
      if (key.length < SHORTEST_KEY || key.length > LONGEST_KEY) {
        String needed = "has not 16 to 65,536 bytes, as a key must: head -c 32 /dev/urandom > FILE";
        throw UnusableInput.of(file.toString(), needed);
      }
      return key;
    } catch (IOException e) {
      throw UnusableInput.of(file.toString(), "the key cannot be read", e);
    }
  }

  /**
   * Writes what the pseudonyms stand for, if that was asked for.
   *
   * @throws UnusableInput if the file cannot be written
   */
  void tell(Pseudonyms pseudonyms) throws UnusableInput {
    if (table != null) {
      try {
        CompleteFile.writePrivate(table, out -> write(pseudonyms.texts(), out));
      } catch (IOException e) {
        throw UnusableInput.of(table.toString(), JsonFile.reason(e) + "; name another file");
      }
    }
  }

  private static void write(Map<String, String> texts, Writer out) throws IOException {
    out.write("pseudonym,text\r\n");
    for (Map.Entry<String, String> one : texts.entrySet()) {
      out.write(CsvReport.row(one.getKey(), one.getValue()));
    }
  }
}
