import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the analyzer says of the packets of failed connects, beside tshark's reading of the same
 * files: {@code Captures NAME ANALYSIS CLIENT.TSV SERVER.TSV LOG} prints a row, then every
 * difference. A TSV has for each packet: sequence and acknowledgment number, flags, ICMP type (empty
 * unless it is an ICMP error, whose quoted sequence number comes first). LOG may be missing.
 */
final class Captures {

  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;

  /** Of one sequence number in one capture. */
  private static final class Seen {
    int syns;
    boolean synAck;
    boolean reset;
    boolean icmp;

    boolean refused() {
      return reset || icmp;
    }
  }

  private Captures() {}

  public static void main(String[] args) throws IOException {
    Map<Long, Seen> client = read(Path.of(args[2]));
    Map<Long, Seen> server = read(Path.of(args[3]));
    Map<Long, Integer> log = log(Path.of(args[4]));
    List<String> differences = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    long failures = 0;
    long blocked = 0;
    for (Map<String, Object> failure : Analysis.failuresOf(Path.of(args[1]))) {
      if (failure.get("cause").equals("CLOSED_BY_APPLICATION")) {
        continue;
      }
      failures++;
      Map<String, Object> packets = Analysis.object(failure.get("packets"));
      long sequence = ((Number) packets.get("sequence")).longValue();
      Seen left = client.getOrDefault(sequence, new Seen());
      Seen arrived = server.getOrDefault(sequence, new Seen());
      String expected = verdict(left, arrived) + " " + left.syns + " " + arrived.syns;
      String found = packets.get("seen") + " " + packets.get("left") + " " + packets.get("arrived");
      counts.merge(verdict(left, arrived), 1, Integer::sum);
      if (!expected.equals(found)) {
        differences.add(failure.get("time") + ": tshark " + expected + ", found " + found);
      }
      int lines = log.getOrDefault(sequence, 0);
      Object logged = failure.get("blocked");
      long matched = logged == null ? 0 : ((Number) Analysis.object(logged).get("lines")).longValue();
      blocked += matched;
      if (lines != matched) {
        differences.add(failure.get("time") + ": in the log " + lines + ", found " + matched);
      }
    }
    int lines = log.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "%-15s %8d %8d %8d %8d %8d %8d %9s  %s%n",
        args[0],
        failures,
        counts.getOrDefault("STOPPED", 0),
        counts.getOrDefault("REFUSED_ON_THE_WAY", 0),
        counts.getOrDefault("SERVER_SILENT", 0),
        counts.getOrDefault("SERVER_REFUSED", 0),
        counts.getOrDefault("ANSWER_STOPPED", 0) + counts.getOrDefault("ANSWERED", 0),
        blocked + "/" + lines,
        differences.isEmpty() ? "equal" : differences.size() + " differences");
    differences.stream().limit(20).forEach(line -> System.out.println("  " + line));
    System.exit(differences.isEmpty() ? 0 : 1);
  }

  private static String verdict(Seen left, Seen arrived) {
    if (left.syns == 0) {
      return "NO_SYN";
    } else if (left.synAck) {
      return "ANSWERED";
    } else if (arrived.refused()) {
      return "SERVER_REFUSED";
    } else if (left.refused()) {
      return "REFUSED_ON_THE_WAY";
    } else if (arrived.syns == 0) {
      return "STOPPED";
    }
    return arrived.synAck ? "ANSWER_STOPPED" : "SERVER_SILENT";
  }

  private static Map<Long, Seen> read(Path tshark) throws IOException {
    Map<Long, Seen> bySequence = new HashMap<>();
    for (String line : Files.readAllLines(tshark)) {
      String[] fields = line.split(";", -1);
      if (!fields[3].isEmpty()) {
        of(bySequence, Long.parseLong(fields[0])).icmp = true;
        continue;
      }
      int flags = Integer.decode(fields[2]);
      if ((flags & (SYN | ACK | RST)) == SYN) {
        of(bySequence, Long.parseLong(fields[0])).syns++;
      } else if ((flags & ACK) != 0) {
        Seen answered = of(bySequence, (Long.parseLong(fields[1]) - 1) & 0xFFFFFFFFL);
        answered.synAck |= (flags & SYN) != 0;
        answered.reset |= (flags & RST) != 0;
      }
    }
    return bySequence;
  }

  private static Seen of(Map<Long, Seen> bySequence, long sequence) {
    return bySequence.computeIfAbsent(sequence, s -> new Seen());
  }

  /** Lines of netfilter's LOG, by sequence number. */
  private static Map<Long, Integer> log(Path file) throws IOException {
    Map<Long, Integer> lines = new HashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int at = line.indexOf(" SEQ=");
        String sequence = line.substring(at + 5, line.indexOf(' ', at + 5));
        lines.merge(Long.parseLong(sequence), 1, Integer::sum);
      }
    }
    return lines;
  }
}
