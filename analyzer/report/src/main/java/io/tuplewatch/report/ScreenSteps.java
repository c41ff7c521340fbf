package io.tuplewatch.report;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.Remedy;
import io.tuplewatch.diagnosis.DestinationReuse;
import io.tuplewatch.report.FirstScreen.Step;
import io.tuplewatch.report.table.ListedConnect;
import io.tuplewatch.selection.replay.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to do next: whom to ask with which command, what to change, how to check. */
final class ScreenSteps {

  /** Changes there is room for. */
  private static final int MOST_CHANGES = 4;

  private final Trouble trouble;
  private final @Nullable Advice advice;

  ScreenSteps(Trouble trouble, @Nullable Advice advice) {
    this.trouble = trouble;
    this.advice = advice;
  }

  List<Step> steps() {
    Optional<Step> other =
        trouble.second().flatMap(second -> new ScreenSteps(second, advice).ask());
    return switch (trouble.kind()) {
      case REUSE ->
          other.isPresent()
              ? List.of(letter(), other.get(), change(1))
              : List.of(letter(), change(MOST_CHANGES), compare());
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
      case NO_FREE_PORT, NOT_SENT, DELAYED, CANNOT_TELL, NO_TROUBLE, NOTHING_RECORDED ->
          Optional.empty();
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

  /** What the advice has; {@code most}: how many changes there is room for. */
  private Step change(int most) {
    List<String> lines = new ArrayList<>();
    if (advice != null && advice.asRecorded() != null && !advice.items().isEmpty()) {
      double unchanged = advice.asRecorded().median();
      advice.items().stream()
          .filter(item -> item.remedies().get(0).who() != Remedy.Who.NETWORK)
          .limit(most)
          .map(item -> AdviceWording.inShort(item) + " " + left(item.left(), unchanged))
          .forEach(lines::add);
      if (most > 1 && inVain(Remedy.RANDOM_RETRY) && inVain(Remedy.RANDOM_STEP)) {
        lines.add("sysctls: no effect");
      }
    }
    return lines.isEmpty()
        ? new Step(
            "Change first",
            List.of("keep connections open longer, in a pool: fewer connects, fewer reuses"))
        : new Step("Change first (simulated: failures left)", lines);
  }

  private boolean inVain(Remedy remedy) {
    return advice != null
        && advice.withoutEffect().stream().anyMatch(item -> item.remedies().contains(remedy));
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
    if (more.leftOut()) {
      steps.add(new Step("Record every connect", List.of("tuplewatch record PID events=all")));
    } else if (more.minutes() > 0) {
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
