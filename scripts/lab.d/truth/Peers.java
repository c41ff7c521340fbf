import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The same runs as tshark and Tuplewatch see them: {@code Peers DIRECTORY...} prints one row per
 * run and one of all. Asked is which connects the firewall blocked: a flag is right if it is on one
 * of them. tshark's flags are in DIRECTORY/tshark.csv: time, source port, target address, target
 * port.
 */
final class Peers {

  private static final String FORMAT = "%-15s %8s %8s | %6s %10s %7s | %6s %10s %7s%n";

  /** Counts of connects: all, blocked, and for each tool flagged and rightly flagged. */
  private record Score(
      long connects, long blocked, long tshark, long tsharkRight, long ours, long oursRight) {

    Score plus(Score other) {
      return new Score(
          connects + other.connects,
          blocked + other.blocked,
          tshark + other.tshark,
          tsharkRight + other.tsharkRight,
          ours + other.ours,
          oursRight + other.oursRight);
    }

    void print(String name) {
      System.out.printf(
          FORMAT,
          name,
          connects,
          blocked,
          tshark,
          percent(tsharkRight, tshark),
          percent(tsharkRight, blocked),
          ours,
          percent(oursRight, ours),
          percent(oursRight, blocked));
    }

    private static String percent(long part, long whole) {
      return whole == 0 ? "-" : Math.round(100.0 * part / whole) + " %";
    }
  }

  private Peers() {}

  public static void main(String[] args) throws IOException {
    System.out.printf(FORMAT, "", "", "", "tshark", "", "", "ours", "", "");
    System.out.printf(
        FORMAT,
        "scenario",
        "connects",
        "blocked",
        "flags",
        "precision",
        "recall",
        "flags",
        "precision",
        "recall");
    Score all = new Score(0, 0, 0, 0, 0, 0);
    for (String directory : args) {
      Score score = score(Path.of(directory));
      score.print(Path.of(directory).getFileName().toString());
      all = all.plus(score);
    }
    all.print("all");
  }

  private static Score score(Path run) throws IOException {
    List<TruthRow> truth = TruthRow.read(run.resolve("truth.csv"));
    boolean firewall = !Files.readString(run.resolve("facts")).split(" ")[1].equals("none");
    Predicate<TruthRow> blocked = row -> firewall && row.blockedSyns() > 0;
    Set<String> flags = Set.copyOf(Files.readAllLines(run.resolve("tshark.csv")));
    List<TruthRow> tshark = truth.stream().filter(row -> flags.contains(key(row))).toList();
    Set<TruthRow> ours =
        Analysis.read(run.resolve("analysis.json")).reuses().stream()
            .filter(Analysis.Reuse::failedEarlyReuse)
            .map(reuse -> TruthRow.of(reuse, truth))
            .collect(Collectors.toSet());
    return new Score(
        truth.size(),
        truth.stream().filter(blocked).count(),
        flags.size(),
        tshark.stream().filter(blocked).count(),
        ours.size(),
        ours.stream().filter(blocked).count());
  }

  private static String key(TruthRow row) {
    return String.format(
        "%d.%09d,%d,%s",
        row.time() / 1_000_000_000L,
        row.time() % 1_000_000_000L,
        row.localPort(),
        row.remote().replace(':', ','));
  }
}
