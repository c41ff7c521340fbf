import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Compares one run's findings with its truth: {@code Compare NAME TRUTH ANALYSIS TIMEOUT-SECONDS
 * FIREWALL ATTEMPTS BLOCKED-SYNS SECONDS [NUMBER=N|NUMBER>N|NUMBER<N]...} prints the row of the table, then
 * every difference. Exit code 0: none; 1: some. {@code Compare header} prints the table's head.
 *
 * <p>FIREWALL is "none" where no firewall stood. ATTEMPTS is what the clients tried, BLOCKED-SYNS
 * the firewall's own counter. The last arguments are what the truth must show for the run to mean
 * anything.
 */
final class Compare {

  /** Within this of the timeout, the firewall's clock and the capture's may disagree. */
  static final long TOLERANCE = 5_000_000L;

  /**
   * An idle time is wrong from here on. One in ten may be: where the last attempt ended within
   * milliseconds of a SYN that was due, only the capture knows whether it was sent.
   */
  private static final long IDLE_TOLERANCE = 100_000_000L;

  private static final String FORMAT = "%-15s %3s %9s %9s %10s %11s %9s %9s %6s %11s %6s %8s %15s  %s%n";

  private final List<TruthRow> truth;
  private final Analysis analysis;
  private final long timeout;
  private final boolean firewall;
  private final long attempts;
  private final long blockedSyns;
  private final Map<String, Long> found = new LinkedHashMap<>();
  private final List<String> differences = new ArrayList<>();

  /**
   * At the edge, or after such a use on the same tuple with no success since: whether its tuple
   * "had worked before, every idle since below the timeout" hangs on the use at the edge.
   */
  private final Set<TruthRow> uncertain = new HashSet<>();

  private Compare(String[] args) throws IOException {
    truth = TruthRow.read(Path.of(args[1]));
    analysis = Analysis.read(Path.of(args[2]));
    timeout = Long.parseLong(args[3]) * 1_000_000_000L;
    firewall = !args[4].equals("none");
    attempts = Long.parseLong(args[5]);
    blockedSyns = Long.parseLong(args[6]);
    findUncertain();
  }

  private void findUncertain() {
    Set<String> tuples = new HashSet<>();
    for (TruthRow row : truth) {
      String tuple = row.localPort() + " " + row.remote();
      if (atEdge(row)) {
        tuples.add(tuple);
      }
      if (tuples.contains(tuple)) {
        uncertain.add(row);
      }
      if (!row.failed()) {
        tuples.remove(tuple);
      }
    }
  }

  public static void main(String[] args) throws IOException {
    if (args[0].equals("header")) {
      printHeader();
      return;
    }
    Compare compare = new Compare(args);
    compare.counts();
    compare.tuples();
    compare.idleTimes();
    compare.causes();
    compare.lifetimes();
    compare.musts(List.of(args).subList(8, args.length));
    compare.print(args[0], args[7]);
    System.exit(compare.differences.isEmpty() ? 0 : 1);
  }

  private void counts() {
    equal("connects", truth.size(), analysis.count("connects"), 0);
    equal("failures", count(TruthRow::failed), analysis.count("failures"), 0);
    long edge = count(this::atEdge);
    equal("earlyReuses", count(TruthRow::early), analysis.count("earlyReuses"), edge);
    equal(
        "failedEarlyReuses",
        count(TruthRow::failedEarlyReuse),
        analysis.count("failedEarlyReuses"),
        uncertain.size());
    equal("portExhaustion", attempts - truth.size(), analysis.apart("portExhaustion"), 0);
    long expected = firewall ? truth.stream().mapToLong(TruthRow::blockedSyns).sum() : 0;
    equal("blockedSyns", expected, blockedSyns, 2 * edge);
    found.put("blocked", firewall ? count(row -> row.blockedSyns() > 0) : 0);
    found.put("mostUsesOfAPort", mostUsesOfAPort());
    found.put("failuresNotBlocked", count(row -> row.failed() && !blocked(row)));
  }

  private boolean blocked(TruthRow row) {
    return firewall && row.blockedSyns() > 0;
  }

  private long count(Predicate<TruthRow> condition) {
    return truth.stream().filter(condition).count();
  }

  private long mostUsesOfAPort() {
    return truth.stream()
        .collect(Collectors.groupingBy(TruthRow::localPort, Collectors.counting()))
        .values()
        .stream()
        .max(Comparator.naturalOrder())
        .orElse(0L);
  }

  private boolean atEdge(TruthRow row) {
    return row.idle() >= 0 && Math.abs(row.idle() - timeout) <= TOLERANCE + row.previousLateness();
  }

  /** Notes the truth of {@code what}, and whether the analyzer or the firewall says otherwise. */
  private void equal(String what, long expected, long actual, long tolerance) {
    found.put(what, expected);
    if (Math.abs(expected - actual) > tolerance) {
      differences.add(what + ": truth " + expected + ", found " + actual);
    }
  }

  /** Every reuse that the analyzer lists is one of the truth's, and the other way round. */
  private void tuples() {
    Set<TruthRow> listed = new HashSet<>();
    for (Analysis.Reuse reuse : analysis.reuses()) {
      TruthRow row = TruthRow.of(reuse, truth);
      if (row == null) {
        differences.add("found, but not in the capture: " + reuse);
      } else if (!listed.add(row)) {
        differences.add("found twice: " + row);
      } else if (differ(row, reuse)) {
        differences.add("truth: " + row + "\n    found: " + reuse);
      }
    }
    truth.stream()
        .filter(row -> row.failedEarlyReuse() || (row.early() && !analysis.truncated()))
        .filter(row -> !listed.contains(row) && !uncertain.contains(row))
        .forEach(row -> differences.add("not found: " + row));
  }

  private void idleTimes() {
    List<String> wrong = new ArrayList<>();
    for (Analysis.Reuse reuse : analysis.reuses()) {
      TruthRow row = TruthRow.of(reuse, truth);
      if (row != null
          && Math.abs(row.idle() - reuse.idle()) > IDLE_TOLERANCE + row.previousLateness()) {
        wrong.add("idle: truth " + row + "\n    found: " + reuse);
      }
    }
    if (10 * wrong.size() > analysis.reuses().size()) {
      differences.addAll(wrong);
    }
  }

  /**
   * A cause is named from nine in ten up, so one in ten may be wrong; how many are, and how many are
   * not named at all, each scenario limits on its own. What the firewall blocked while the server
   * was down has two causes; either is right.
   */
  private void causes() {
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> named = new LinkedHashMap<>();
    for (Analysis.Failure failure : analysis.failures()) {
      named.merge(failure.cause(), 1, Integer::sum);
      TruthRow row = TruthRow.of(failure.use(), truth);
      boolean reuse = failure.cause().equals("EARLY_REUSE");
      boolean right = switch (failure.cause()) {
        case "EARLY_REUSE" -> row != null && blocked(row);
        case "NO_ANSWER_WITHOUT_REUSE", "REFUSED_BY_SERVER" -> row == null || !blocked(row);
        default -> true;
      };
      if (!right && (row == null || !atEdge(row))) {
        wrong.add(failure.cause() + (reuse ? ", not blocked: " : ", blocked: ") + row);
      }
    }
    int early = named.getOrDefault("EARLY_REUSE", 0);
    int unknown = named.getOrDefault("UNKNOWN", 0);
    found.put("wrongCauses", (long) wrong.size());
    found.put("unknownCauses", (long) unknown);
    found.put("namedEarlyReuse", (long) early);
    if (10 * wrong.size() > analysis.failures().size() || (!firewall && early > 0)) {
      differences.addAll(wrong);
    }
  }

  /** Where one is found, its interval holds the firewall's timeout. */
  private void lifetimes() {
    for (Analysis.Lifetime lifetime : foundLifetimes()) {
      boolean holds = lifetime.low() <= timeout && timeout <= lifetime.high();
      if (!(firewall && holds)) {
        differences.add("lifetime: " + lifetime + " does not hold " + timeout);
      }
    }
    found.put("lifetimes", (long) foundLifetimes().size());
  }

  private List<Analysis.Lifetime> foundLifetimes() {
    return analysis.lifetimes().stream().filter(Analysis.Lifetime::found).toList();
  }

  private boolean differ(TruthRow row, Analysis.Reuse reuse) {
    return (!atEdge(row) && row.early() != reuse.early())
        || (!uncertain.contains(row) && row.failedEarlyReuse() != reuse.failedEarlyReuse());
  }

  /** NUMBER=N, NUMBER>N or NUMBER<N. */
  private void musts(List<String> conditions) {
    for (String condition : conditions) {
      String[] sides = condition.split("[=<>]");
      Long actual = found.get(sides[0]);
      long number = Long.parseLong(sides[1]);
      if (actual == null) {
        throw new IllegalArgumentException("no such number: " + sides[0]);
      }
      boolean holds =
          condition.contains(">")
              ? actual > number
              : condition.contains("<") ? actual < number : actual == number;
      if (!holds) {
        differences.add("the run must show " + condition + ", but the truth is " + actual);
      }
    }
  }

  private static void printHeader() {
    String above =
        "scenario,s,connects,failures,early,failed,blocked,blocked,at,reuse named,wrong,cause,lifetime,";
    String below = ",,,,reuses,early,connects,SYNs,edge,/ blocked,cause,unknown,found (s),result";
    System.out.printf(FORMAT, (Object[]) above.split(",", -1));
    System.out.printf(FORMAT, (Object[]) below.split(",", -1));
  }

  private void print(String name, String seconds) {
    System.out.printf(
        FORMAT,
        name,
        seconds,
        found.get("connects"),
        found.get("failures"),
        found.get("earlyReuses"),
        found.get("failedEarlyReuses"),
        found.get("blocked"),
        found.get("blockedSyns"),
        count(this::atEdge),
        found.get("namedEarlyReuse") + "/" + found.get("blocked"),
        found.get("wrongCauses"),
        found.get("unknownCauses"),
        foundLifetimes().stream().map(Analysis.Lifetime::seconds).findFirst().orElse("-"),
        differences.isEmpty() ? "equal" : differences.size() + " differences");
    differences.stream().limit(20).forEach(line -> System.out.println("  " + line));
  }
}
