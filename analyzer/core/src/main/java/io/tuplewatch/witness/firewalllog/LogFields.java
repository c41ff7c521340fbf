package io.tuplewatch.witness.firewalllog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a line by what they are, whatever their names. Formats are told by the line itself:
 *
 * <ul>
 *   <li>PAN-OS traffic logs: CSV without a header, "TRAFFIC" in the fourth column
 *   <li>Cisco ASA and FTD: %ASA-4-106023 and its relatives, two times address/port
 *   <li>AWS VPC flow logs: 14 columns of version 2, or those that a header names
 *   <li>key=value, key="a value", key:"a value": FortiGate, Check Point, CEF, netfilter's LOG
 *   <li>CSV, semicolons or tabs, whose first line names the columns
 * </ul>
 *
 * Not thread-safe: it remembers a header.
 */
final class LogFields {

  /** What a field is. */
  enum Role {
    TIME("eventtime", "time", "timestamp", "start", "start_time", "datetime", "time_generated"),
    DATE("date"),
    ZONE("tz"),
    END("end", "end_time"),
    SOURCE("source", "srcip", "src", "srcaddr", "src_ip", "source_ip", "source_address", "sip"),
    SOURCE_PORT("source-port", "srcport", "spt", "s_port", "sport", "src_port", "source_port"),
    TARGET(
        "target",
        "dstip",
        "dst",
        "dstaddr",
        "dst_ip",
        "dest_ip",
        "destination",
        "destination_ip",
        "destination_address",
        "dip"),
    TARGET_PORT(
        "target-port",
        "dstport",
        "dpt",
        "d_port",
        "dport",
        "dst_port",
        "dest_port",
        "destination_port",
        "service"),
    PROTOCOL("protocol", "proto"),
    ACTION("action", "act", "rule_action"),
    REASON("reason", "session_end_reason", "message_info", "tcp_packet_out_of_state", "msg"),
    AGE("age", "duration", "elapsed", "elapsed_time");

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it so
    private final List<String> names;

    Role(String... names) {
      this.names = List.of(names);
    }

    /** By its own name, as options have it: "source-port". */
    static @Nullable Role named(String name) {
      for (Role role : values()) {
        if (role.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
          return role;
        }
      }
      return null;
    }
  }

  private static final Pattern PAIR =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]*)(?:=|:(?=\"))(?:\"([^\"]*)\"|([^\\s|;,\\]]*))");
  private static final Pattern ASA =
      Pattern.compile("%(?:ASA|FTD|PIX)-(?:[a-z]+-)?\\d-(\\d{6}): (.*)");
  private static final Pattern ASA_END =
      Pattern.compile("(?:^|[\\s:])(?:[^\\s:/]+:)?([0-9A-Fa-f.:]+)/(\\d{1,5})");
  private static final Pattern ASA_DURATION = Pattern.compile("duration (\\d+):(\\d{2}):(\\d{2})");
  private static final Pattern AWS =
      Pattern.compile(
          "\\d+ \\S+ \\S+ \\S+ \\S+ \\d+ \\d+ \\d+ \\S+ \\S+ \\d{10} \\d{10} \\S+ \\S+");
  private static final List<String> AWS_NAMES =
      List.of(
          "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"
              .split(" ", -1));
  private static final int PAN_OS_COLUMNS = 36;

  private final Map<Role, String> chosen;
  private @Nullable List<String> header;
  private char separator = ',';

  /** {@code chosen}: the user's own names of fields, which go before the known ones. */
  LogFields(Map<Role, String> chosen) {
    this.chosen = chosen;
  }

  /** The fields of a line; empty if it is none of a known form, or a header. */
  Map<Role, String> parse(String line) {
    Matcher asa = ASA.matcher(line);
    if (asa.find()) {
      return asa(line, asa.group(1), asa.group(2));
    }
    if (line.contains(",TRAFFIC,")) {
      return panOs(columns(line, ','));
    }
    if (AWS.matcher(line).matches() && header == null) {
      return byName(named(AWS_NAMES, columns(line, ' ')));
    }
    if (header != null) {
      return byName(named(header, columns(line, separator)));
    }
    Map<String, String> pairs = pairs(line);
    Map<Role, String> fields = byName(pairs);
    if (fields.containsKey(Role.SOURCE) && fields.containsKey(Role.TARGET)) {
      netfilter(line, fields);
      return fields;
    }
    readHeader(line);
    return Map.of();
  }

  /** A first line of names, at least of the four of a tuple. */
  private void readHeader(String line) {
    for (char candidate : new char[] {',', ';', '\t', ' '}) {
      List<String> names = columns(line.replace("${", "").replace("}", ""), candidate);
      Map<String, String> itself = named(names, names);
      Map<Role, String> roles = byName(itself);
      boolean tuple =
          roles.containsKey(Role.SOURCE)
              && roles.containsKey(Role.SOURCE_PORT)
              && roles.containsKey(Role.TARGET)
              && roles.containsKey(Role.TARGET_PORT);
      if (tuple) {
        header = names;
        separator = candidate;
        return;
      }
    }
  }

  private static Map<String, String> named(List<String> names, List<String> values) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
      fields.putIfAbsent(normal(names.get(i)), values.get(i));
    }
    return fields;
  }

  private static String normal(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private Map<Role, String> byName(Map<String, String> fields) {
    Map<Role, String> roles = new HashMap<>();
    for (Role role : Role.values()) {
      String own = chosen.get(role);
      String value = own == null ? null : fields.get(normal(own));
      for (int i = 0; own == null && value == null && i < role.names.size(); i++) {
        value = fields.get(role.names.get(i));
      }
      if (value != null && !value.isEmpty()) {
        roles.put(role, value.strip());
      }
    }
    return roles;
  }

  private static Map<String, String> pairs(String line) {
    Map<String, String> pairs = new HashMap<>();
    Matcher pair = PAIR.matcher(line);
    while (pair.find()) {
      String value = pair.group(2) != null ? pair.group(2) : pair.group(3);
      pairs.putIfAbsent(normal(pair.group(1)), value);
    }
    return pairs;
  }

  /** What stands between the host's name and IN= is the rule's own text; the line is a block. */
  private static void netfilter(String line, Map<Role, String> fields) {
    int in = line.indexOf("IN=");
    if (in > 0 && line.contains("OUT=") && line.contains("PROTO=")) {
      String[] words = line.substring(0, in).strip().split("\\s+", -1);
      int from = Math.min(words.length, 4); // month, day, time, host
      String prefix = String.join(" ", List.of(words).subList(from, words.length));
      fields.putIfAbsent(Role.REASON, prefix);
      boolean accepted = prefix.toLowerCase(Locale.ROOT).matches(".*(accept|allow|pass).*");
      fields.putIfAbsent(Role.ACTION, accepted ? "accept" : "drop");
    }
  }

  private static Map<Role, String> panOs(List<String> columns) {
    Map<Role, String> fields = new HashMap<>();
    if (columns.size() < PAN_OS_COLUMNS || !columns.get(3).equals("TRAFFIC")) {
      return fields;
    }
    Map<Role, Integer> at =
        Map.of(
            Role.TIME, 35,
            Role.SOURCE, 7,
            Role.TARGET, 8,
            Role.SOURCE_PORT, 24,
            Role.TARGET_PORT, 25,
            Role.PROTOCOL, 29,
            Role.ACTION, 30,
            Role.AGE, 36,
            Role.REASON, 46);
    at.forEach(
        (role, column) -> {
          if (column < columns.size() && !columns.get(column).isEmpty()) {
            fields.put(role, columns.get(column));
          }
        });
    return fields;
  }

  private static Map<Role, String> asa(String line, String number, String message) {
    Map<Role, String> fields = new HashMap<>();
    Matcher end = ASA_END.matcher(message);
    Role[] roles = {Role.SOURCE, Role.SOURCE_PORT, Role.TARGET, Role.TARGET_PORT};
    for (int i = 0; i < 4 && end.find(); i += 2) {
      fields.put(roles[i], end.group(1));
      fields.put(roles[i + 1], end.group(2));
    }
    boolean tcp = message.toLowerCase(Locale.ROOT).contains("tcp");
    fields.put(Role.PROTOCOL, tcp ? "tcp" : "other");
    boolean blocks = message.matches("(?i).*(\\bden(y|ied)\\b|\\bduplicate\\b).*");
    fields.put(Role.ACTION, blocks ? "deny" : "allow");
    fields.put(Role.REASON, number + " " + message);
    fields.put(Role.TIME, line.substring(0, line.indexOf('%')));
    Matcher duration = ASA_DURATION.matcher(message);
    if (duration.find()) {
      long seconds =
          Long.parseLong(duration.group(1)) * 3600
              + Long.parseLong(duration.group(2)) * 60
              + Long.parseLong(duration.group(3));
      fields.put(Role.AGE, String.valueOf(seconds));
    }
    return fields;
  }

  /** RFC 4180: quotes hold separators, two quotes are one. */
  static List<String> columns(String line, char separator) {
    List<String> columns = new ArrayList<>();
    StringBuilder column = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        column.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        columns.add(column.toString());
        column.setLength(0);
      } else {
        column.append(c);
      }
    }
    columns.add(column.toString());
    return columns;
  }
}
