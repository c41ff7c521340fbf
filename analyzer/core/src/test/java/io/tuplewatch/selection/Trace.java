package io.tuplewatch.selection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A recording of a real kernel's port choices, from src/test/resources/traces. */
public record Trace(
    String name, PortSpace space, String algorithm, boolean clientClosesFirst, List<Row> rows) {

  public static final int ADDRESS_NOT_AVAILABLE = 99;

  private static final Path DIRECTORY = Path.of("src/test/resources/traces");
  private static final Pattern RANGE =
      Pattern.compile("(?:ip_local_port_range|range) (\\d+) (\\d+)");
  private static final Pattern RESERVED =
      Pattern.compile("ip_local_reserved_ports ([^;|]+)|reserved '([^']*)'");
  private static final Pattern RETRY = Pattern.compile("ip_retry_random_port (\\d)");
  private static final Pattern WIDTH = Pattern.compile("ip_local_port_step_width (\\d+)");

  /**
   * One connect. The last seven are of an instrumented kernel, else 0: distance of the first
   * candidate from low, loop counter, scan step, candidates refused because reserved or in use,
   * table index, and what was added there.
   */
  public record Row(
      long nanos,
      int port,
      int outcome,
      int start,
      int counter,
      int scan,
      int reservedHits,
      int inUseHits,
      int tableIndex,
      int added) {

    static Row parse(String line) {
      String[] f = line.split(",", -1);
      boolean instrumented = f.length == 12;
      int[] rest = new int[7];
      for (int i = 0; instrumented && i < 7; i++) {
        rest[i] = Integer.parseInt(f[5 + i]);
      }
      return new Row(
          Long.parseLong(f[1]),
          Integer.parseInt(f[2]),
          Integer.parseInt(f[4]),
          rest[0],
          rest[1],
          rest[2],
          rest[3],
          rest[4],
          rest[5],
          rest[6]);
    }
  }

  /** The traces of the instrumented kernel, whatever their number. */
  public static Stream<Trace> instrumented() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("um_") && name.endsWith(".csv.gz"))
          .map(name -> read(name.substring(0, name.length() - ".csv.gz".length())))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Trace read(String name) {
    try (BufferedReader csv =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DIRECTORY.resolve(name + ".csv.gz"))),
                StandardCharsets.US_ASCII))) {
      String meta = Files.readString(DIRECTORY.resolve(name + ".meta"));
      List<Row> rows = new ArrayList<>();
      csv.readLine();
      csv.lines().forEach(line -> rows.add(Row.parse(line)));
      return new Trace(name, space(meta), algorithm(meta), meta.contains(" -m c "), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static PortSet reservedSimple() {
    try {
      return PortSet.parse(Files.readString(DIRECTORY.resolve("reserved_simple.txt")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static PortSpace space(String meta) {
    Matcher range = RANGE.matcher(meta);
    PortRange ports =
        range.find()
            ? new PortRange(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)))
            : PortRange.LINUX_DEFAULT;
    Matcher reserved = RESERVED.matcher(meta);
    String text = "";
    if (reserved.find()) {
      text = reserved.group(1) == null ? reserved.group(2) : reserved.group(1);
    }
    return new PortSpace(
        ports, text.contains("simple.txt") ? reservedSimple() : PortSet.parse(text.strip()));
  }

  private static String algorithm(String meta) {
    Matcher retry = RETRY.matcher(meta);
    if (retry.find()) {
      return retry.group(1).equals("1") ? "random-retry-as-mailed" : "random-retry";
    }
    Matcher width = WIDTH.matcher(meta);
    return width.find() ? "random-step=" + width.group(1) : "sequential";
  }
}
