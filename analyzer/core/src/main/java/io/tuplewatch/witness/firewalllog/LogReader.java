package io.tuplewatch.witness.firewalllog;

import io.tuplewatch.witness.capture.IpAddress;
import io.tuplewatch.witness.firewalllog.LogFields.Role;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of a device, of the forms that {@link LogFields} tells apart, and Azure's flow logs
 * (NSG and virtual network), gzipped or not. One line is in memory at a time.
 */
public final class LogReader {

  private static final int LONGEST_LINE = 1 << 20;
  private static final long SECOND = 1_000_000_000L;
  private static final Pattern AZURE =
      Pattern.compile(
          "\"(\\d{10}|\\d{13}),([0-9A-Fa-f.:]+),([0-9A-Fa-f.:]+),(\\d+),(\\d+),(T|6),[IO],([A-Z])(?:,([A-Z]*))?");
  private static final Pattern BLOCKED =
      Pattern.compile("den(y|ied)|drop|reject|block|reset|discard|prevent");

  private final LogTime time;
  private final LogFields fields;

  /**
   * How a log is to be read.
   *
   * @param zone of times that do not name theirs
   * @param near about when it was, epoch ns: for times without a year
   * @param columns the log's own names of fields, by what they are: time, source, source-port,
   *     target, target-port, protocol, action, reason, age
   */
  public record Form(ZoneId zone, long near, Map<String, String> columns) {
    public Form {
      columns = Map.copyOf(columns);
    }
  }

  /**
   * What was read.
   *
   * @param lines in all
   * @param understood that tell of a TCP connection
   */
  public record Counts(long lines, long understood) {}

  private LogReader(Form form) {
    Map<Role, String> chosen = new EnumMap<>(Role.class);
    form.columns()
        .forEach(
            (name, column) -> {
              Role role = Role.named(name);
              if (role == null) {
                throw new IllegalArgumentException("no part of a log line is called " + name);
              }
              chosen.put(role, column);
            });
    this.time = new LogTime(form.zone(), form.near());
    this.fields = new LogFields(chosen);
  }

  /**
   * Shows every entry, in the file's order.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the form names an unknown part
   */
  public static Counts read(Path file, Form form, Consumer<LogEntry> visitor) throws IOException {
    LogReader reader = new LogReader(form);
    long[] counts = new long[2];
    try (InputStream in = open(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
      for (String line = next(lines); line != null; line = next(lines)) {
        counts[0]++;
        reader.read(
            line,
            entry -> {
              counts[1]++;
              visitor.accept(entry);
            });
      }
    }
    return new Counts(counts[0], counts[1]);
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == 0x1F8B ? new GZIPInputStream(in, 1 << 16) : in;
  }

  /** A line, or the first MiB of one. */
  private static @Nullable String next(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n' && line.length() < LONGEST_LINE; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private void read(String line, Consumer<LogEntry> visitor) {
    Matcher azure = AZURE.matcher(line);
    boolean found = false;
    while (azure.find()) {
      found = true;
      accept(azure(azure), visitor);
    }
    if (!found) {
      accept(entry(line, fields.parse(line)), visitor);
    }
  }

  private static void accept(@Nullable LogEntry entry, Consumer<LogEntry> visitor) {
    if (entry != null) {
      visitor.accept(entry);
    }
  }

  private @Nullable LogEntry azure(Matcher tuple) {
    return entry(
        tuple.group(1),
        Map.of(
            Role.TIME, tuple.group(1),
            Role.SOURCE, tuple.group(2),
            Role.TARGET, tuple.group(3),
            Role.SOURCE_PORT, tuple.group(4),
            Role.TARGET_PORT, tuple.group(5),
            Role.ACTION, tuple.group(7).equals("D") ? "deny" : "allow"));
  }

  private @Nullable LogEntry entry(String line, Map<Role, String> parts) {
    IpAddress source = address(parts.get(Role.SOURCE));
    IpAddress target = address(parts.get(Role.TARGET));
    int sourcePort = port(parts.get(Role.SOURCE_PORT));
    int targetPort = port(parts.get(Role.TARGET_PORT));
    long @Nullable [] when = when(line, parts);
    if (source == null
        || target == null
        || sourcePort < 0
        || targetPort < 0
        || when == null
        || !tcp(parts.get(Role.PROTOCOL))) {
      return null;
    }
    String end = parts.get(Role.END);
    long @Nullable [] last = end == null ? null : time.parse(end);
    String action = parts.getOrDefault(Role.ACTION, "").toLowerCase(Locale.ROOT);
    return new LogEntry(
        when[0],
        last == null ? when[1] : Math.max(when[1], last[1]),
        source,
        sourcePort,
        target,
        targetPort,
        BLOCKED.matcher(action).find(),
        parts.get(Role.REASON),
        age(parts.get(Role.AGE)));
  }

  /** The time of its own fields, or else from the line's beginning, as syslog writes it. */
  private long @Nullable [] when(String line, Map<Role, String> parts) {
    String date = parts.get(Role.DATE);
    String clock = parts.getOrDefault(Role.TIME, "");
    long @Nullable [] own = time.parse(clock);
    if (own == null && date != null) {
      String wall = pairTime(line);
      own = time.parse(date + " " + wall + parts.getOrDefault(Role.ZONE, ""));
    }
    return own == null ? time.parse(line) : own;
  }

  /** The value of time=, which FortiGate has beside date=. */
  private static String pairTime(String line) {
    Matcher clock = Pattern.compile("\\btime=\"?([0-9:.]+)").matcher(line);
    return clock.find() ? clock.group(1) : "";
  }

  private static @Nullable IpAddress address(@Nullable String text) {
    return text == null ? null : IpAddress.parse(text);
  }

  private static int port(@Nullable String text) {
    if (text == null || !text.matches("[0-9]{1,5}")) {
      return -1;
    }
    int port = Integer.parseInt(text);
    return port <= 65535 ? port : -1;
  }

  private static boolean tcp(@Nullable String protocol) {
    return protocol == null || protocol.equals("6") || protocol.equalsIgnoreCase("tcp");
  }

  private static long age(@Nullable String seconds) {
    return seconds != null && seconds.matches("[0-9]{1,9}") ? Long.parseLong(seconds) * SECOND : -1;
  }
}
