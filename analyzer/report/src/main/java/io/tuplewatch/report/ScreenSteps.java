package io.tuplewatch.report;

import io.tuplewatch.diagnosis.DestinationReuse;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.report.FirstScreen.Step;
import io.tuplewatch.report.table.ListedConnect;
import io.tuplewatch.selection.replay.Prediction;
import io.tuplewatch.selection.replay.Replay;
import io.tuplewatch.selection.replay.SelectionReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What to do next: whom to ask with which command, what to change, how to check. */
final class ScreenSteps {

  private static final String LEAST_RECENTLY_USED = "ports=lru";

  /** What-ifs that a user can do something about, in words. */
  private static final Map<String, String> CHANGES = new LinkedHashMap<>();

  static {
    CHANGES.put("lifetime=30m", "connections kept 30 min in a pool");
    CHANGES.put(LEAST_RECENTLY_USED, "ports used least recently (docs/remedies.md)");
    CHANGES.put("rate=0.5x", "half as many connects");
    CHANGES.put("source-addresses=4", "4 source addresses");
  }

  private final Trouble trouble;
  private final @Nullable SelectionReport selection;

  ScreenSteps(Trouble trouble, @Nullable SelectionReport selection) {
    this.trouble = trouble;
    this.selection = selection;
  }

  List<Step> steps() {
    Optional<Step> other =
        trouble.second().flatMap(second -> new ScreenSteps(second, selection).ask());
    return switch (trouble.kind()) {
      case REUSE ->
          other.isPresent()
              ? List.of(letter(), other.get(), change(1))
              : List.of(letter(), change(Integer.MAX_VALUE), compare());
      case OUTAGE -> List.of(askServer(), other.orElseGet(this::listFailed));
      case REFUSED -> List.of(askListener(), other.orElseGet(this::listFailed));
      case UNANSWERED -> List.of(askPath(), other.orElseGet(this::listFailed));
      case LIMIT -> List.of(askLimit(), other.orElseGet(this::listFailed));
      case NO_FREE_PORT -> List.of(freePorts(), other.orElseGet(this::compare));
      case NOT_SENT ->
          List.of(
              new Step(
                  "Look at this host, not at the network",
                  List.of("ip route get ADDRESS; nft list ruleset; ulimit -n")),
              listFailed());
      case DELAYED -> List.of(trouble.delay().orElseThrow().ask(), compare());
      case CANNOT_TELL -> cannotTell();
      case NO_TROUBLE ->
          List.of(
              new Step(
                  "Nothing to do here",
                  List.of(
                      "errors after the connect, such as read timeouts, are not recorded here")));
      case NOTHING_RECORDED ->
          List.of(new Step("Load the agent, then record", List.of("tuplewatch record PID")));
    };
  }

  /** The two most useful ones, in a line each where that is possible. */
  List<Step> inShort() {
    List<Step> steps = steps();
    return trouble.kind() == FirstScreen.Kind.REUSE
        ? List.of(command(), change(1))
        : steps.subList(0, Math.min(2, steps.size()));
  }

  /** Whom to ask; empty where nobody else knows. */
  private Optional<Step> ask() {
    return switch (trouble.kind()) {
      case REUSE -> Optional.of(letter());
      case OUTAGE -> Optional.of(askServer());
      case REFUSED -> Optional.of(askListener());
      case UNANSWERED -> Optional.of(askPath());
      case LIMIT -> Optional.of(askLimit());
      default -> Optional.empty();
    };
  }

  private Step letter() {
    List<String> lines = new ArrayList<>(command().how());
    trouble.example().map(ScreenSteps::lookUp).ifPresent(lines::add);
    return new Step(command().what(), lines);
  }

  private Step command() {
    return new Step(
        "Ask the firewall team", List.of("tuplewatch letter " + trouble.file() + " -o letter.txt"));
  }

  private static String lookUp(ListedConnect c) {
    return "look up "
        + TupleText.tuple(c.connect().use().key().tuple())
        + ", closed "
        + Wording.clock(c.sessionEnd())
        + " by "
        + SideWording.name(c.sessionClosedBy())
        + ", new SYN "
        + Wording.clock(c.firstSyn());
  }

  private Step listFailed() {
    return new Step("See the connects", List.of("tuplewatch list failed " + trouble.file()));
  }

  private Step compare() {
    return new Step(
        "See whether it helped", List.of("--json before.json now, --baseline before.json after"));
  }

  /** {@code most}: how many changes there is room for. */
  private Step change(int most) {
    List<String> lines = new ArrayList<>();
    if (selection != null) {
      effects(selection, lines);
    }
    boolean simulated = !lines.isEmpty();
    if (!simulated) {
      lines.add("keep connections open longer, in a pool: fewer connects, fewer reuses");
    }
    return new Step(
        simulated ? "Change first (simulated: failures left)" : "Change first",
        lines.subList(0, Math.min(most, lines.size())));
  }

  /**
   * Behind source NAT the device sees other ports than are chosen here; and a table in one JVM does
   * not know what others use.
   */
  private boolean possible(String change) {
    return !change.equals(LEAST_RECENTLY_USED)
        || (trouble.diagnosis().findings().nat() != Nat.SOURCE
            && trouble.diagnosis().summary().jvms() == 1);
  }

  private void effects(SelectionReport selection, List<String> lines) {
    Optional<Prediction> unchanged =
        selection.replay().stream()
            .filter(line -> line.algorithm().equals(selection.algorithmNow()))
            .map(Replay.Line::failedEarlyReuses)
            .findFirst();
    if (unchanged.isEmpty() || unchanged.get().median() < 1) {
      return;
    }
    Map<String, Prediction> byChange =
        selection.effects().stream()
            .collect(
                Collectors.toMap(
                    Replay.Effect::change, Replay.Effect::failedEarlyReuses, (a, b) -> a));
    CHANGES.forEach(
        (change, words) -> {
          Prediction then = byChange.get(change);
          if (then != null && then.high() < unchanged.get().median() && possible(change)) {
            lines.add(words + " " + left(then, unchanged.get().median()));
          }
        });
    boolean sysctlsSame =
        selection.effects().stream()
            .filter(
                effect ->
                    effect.change().startsWith("retry=") || effect.change().startsWith("step="))
            .noneMatch(Replay.Effect::changesAnything);
    if (sysctlsSame) {
      lines.add("sysctls: no effect");
    }
  }

  /** A share of what the same simulation has without the change, never a count of its own. */
  private static String left(Prediction then, double unchanged) {
    String left = percent(then.median(), unchanged) + " %";
    String low = percent(then.low(), unchanged);
    String high = percent(then.high(), unchanged);
    return low.equals(high) ? left : left + " (" + low + " to " + high + ")";
  }

  private static String percent(double part, double whole) {
    return Double.isFinite(part) ? String.valueOf(Math.round(100 * part / whole)) : "?";
  }

  private Step askServer() {
    DestinationReuse reuse = trouble.about().reuse();
    return new Step(
        "Ask who runs " + Trouble.server(reuse) + " what happened" + at(),
        List.of(
            "restart, pause, link or route change, full accept queue (there: nstat -az"
                + " TcpExtListenOverflows)?"));
  }

  private String at() {
    return trouble
        .longestOutage()
        .map(
            outage ->
                " at "
                    + Wording.clock(outage.from())
                    + " to "
                    + Wording.clock(outage.to())
                    + " UTC")
        .orElse("");
  }

  private Step askListener() {
    DestinationReuse reuse = trouble.about().reuse();
    return new Step(
        "Ask who runs " + Trouble.server(reuse) + " what refused" + at(),
        List.of(
            "restart, nothing listening, a load balancer without a healthy server, a firewall rule",
            "there: ss -lnt sport = :" + reuse.destination().remotePort()));
  }

  private Step askPath() {
    DestinationReuse reuse = trouble.about().reuse();
    return new Step(
        "Ask who runs " + Trouble.server(reuse) + " and the path to it",
        List.of(
            "full accept queue, loss, one bad path of several, a limit of new sessions",
            "there: nstat -az TcpExtListenOverflows TcpExtListenDrops TcpExtTCPReqQFullDrop"));
  }

  private Step askLimit() {
    DestinationReuse reuse = trouble.about().reuse();
    return new Step(
        "Ask who runs " + Trouble.server(reuse) + " and the path to it for limits of new connects",
        List.of(
            "a device's sessions a second or per client, source NAT ports, the server's backlog",
            "there: nstat -az TcpExtListenOverflows TcpExtTCPReqQFullDrop",
            "here: open fewer at once, in a pool that fills slowly"));
  }

  private static Step freePorts() {
    return new Step(
        "Use fewer source ports at a time",
        List.of(
            "keep connections open, in a pool; see who holds ports: ss -tan state time-wait | wc"
                + " -l",
            "sysctl net.ipv4.ip_local_port_range net.ipv4.ip_local_reserved_ports"));
  }

  private List<Step> cannotTell() {
    MoreRecording more = new MoreRecording(trouble);
    List<Step> steps = new ArrayList<>();
    if (more.minutes() > 0) {
      steps.add(
          new Step(
              "Record " + more.span() + " more",
              List.of(
                  "tuplewatch record PID --for "
                      + more.spanOption()
                      + ", then analyze all files together")));
    } else {
      steps.add(
          new Step(
              "Connect on fixed source ports",
              List.of(
                  "tuplewatch probe HOST:PORT does, used and never-used ones in random order")));
    }
    steps.add(listFailed());
    return steps;
  }
}
