package io.tuplewatch.history;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Plays a {@link Setting} through, connect by connect, in simulated time. */
public final class HistoryGenerator {

  private static final long SECOND = 1_000_000_000L;
  private static final long TIME_WAIT = 60 * SECOND;
  private static final long MOMENT = 300_000L;
  private static final double SWING_NANOS = 600e9;

  /** An attempt to come; {@code tries} have failed before it. */
  private record Due(long time, int destination, int jvm, int callSite, int tries, boolean seen) {}

  private final Setting setting;
  private final long duration;
  private final SplittableRandom random;
  private final HistoryPorts ports;
  private final FirewallSessions sessions;
  private final FirewallSessions secondSessions;
  private final Server server;
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::time).thenComparingInt(Due::destination));
  private final List<Attempt> attempts = new ArrayList<>();

  private HistoryGenerator(Setting setting) {
    this.setting = setting;
    this.duration = setting.duration.toNanos();
    this.random = new SplittableRandom(setting.seed);
    this.ports = new HistoryPorts(setting);
    this.sessions = new FirewallSessions(setting.firewall, setting.sweep);
    this.secondSessions = new FirewallSessions(setting.secondFirewall, setting.sweep);
    this.server = new Server(setting);
  }

  /** O(attempts log attempts). */
  public static LabelledHistory play(Setting setting) {
    HistoryGenerator generator = new HistoryGenerator(setting);
    for (int destination = 0; destination < setting.destinations; destination++) {
      generator.scheduleNext(destination, 0);
    }
    for (Due next = generator.due.poll(); next != null; next = generator.due.poll()) {
      if (next.tries() == 0) {
        generator.scheduleNext(next.destination(), next.time());
      }
      generator.attempt(next);
    }
    return new LabelledHistory(setting, List.copyOf(generator.attempts));
  }

  /** A Poisson process, thinned where the load swings. */
  private void scheduleNext(int destination, long after) {
    double most = setting.loadSwing * setting.burstFactor;
    double peak = setting.rate * most;
    double time = after;
    do {
      time += -Math.log(1 - random.nextDouble()) / peak * SECOND;
    } while (random.nextDouble() * most > load(time));
    if (time < duration) {
      int jvm = random.nextInt(setting.jvms);
      int callSite = random.nextInt(setting.callSites);
      boolean seen = random.nextDouble() >= setting.unseen;
      due.add(new Due((long) time, destination, jvm, callSite, 0, seen));
    }
  }

  private double load(double time) {
    double wave = 0.5 - 0.5 * Math.cos(2 * Math.PI * time / SWING_NANOS);
    double period = setting.burstPeriod.toNanos();
    boolean burst = time % period >= period - setting.burst.toNanos();
    return (1 + (setting.loadSwing - 1) * wave * wave) * (burst ? setting.burstFactor : 1);
  }

  private void attempt(Due now) {
    int port = ports.choose(now.destination(), now.time());
    Attempt attempt = port == HistoryPorts.NONE ? withoutPort(now) : withPort(now, port);
    attempts.add(attempt);
    if (!attempt.connected()
        && attempt.cause() != TrueCause.CLOSED_BY_APPLICATION
        && now.tries() < setting.retries) {
      long again =
          attempt.end() + (long) (setting.retryAfter.toNanos() * (0.5 + random.nextDouble()));
      due.add(
          new Due(
              again, now.destination(), now.jvm(), now.callSite(), now.tries() + 1, now.seen()));
    }
  }

  private Attempt withoutPort(Due now) {
    long end = now.time() + MOMENT;
    Outcome outcome = Outcome.ADDRESS_NOT_AVAILABLE;
    return attempt(now, 0, end, end, outcome, null, TrueCause.PORT_EXHAUSTION, false);
  }

  private Attempt withPort(Due now, int port) {
    boolean first = inForce(now.time()) && sessions.stops(now.destination(), port, now.time());
    boolean stopped = first || secondSessions.stops(now.destination(), port, now.time());
    if (random.nextDouble() < setting.quickCloses) {
      return givenUp(now, port, stopped);
    }
    Server.Answer behind = server.ask(now.destination(), port, now.time());
    long later = stopped ? passesLater(now, port, first) : 0;
    if (stopped && !(later > 0 && behind.cause() == TrueCause.NONE)) {
      return stopped(now, port, behind.cause(), first);
    }
    return behind.cause() == TrueCause.NONE
        ? connected(now, port, behind.later(later))
        : failed(now, port, behind);
  }

  /** After how many ns a SYN of a stopped attempt passes; 0 if none does. */
  private long passesLater(Due now, int port, boolean first) {
    FirewallSessions kept = first ? sessions : secondSessions;
    return switch (by(first).answer()) {
      case DROP, RESET, REJECT -> 0;
      case DROP_FIRST_SYN -> SECOND;
      case DROP_WHILE_KEPT -> {
        long syn = SECOND;
        long last = server.silence().lastSyn();
        while (syn <= last && kept.stops(now.destination(), port, now.time() + syn)) {
          syn = 2 * syn + SECOND;
        }
        yield syn <= last ? syn : 0;
      }
    };
  }

  private boolean inForce(long time) {
    return time >= setting.firewallFrom.toNanos() && time < setting.firewallTo.toNanos();
  }

  private Firewall by(boolean first) {
    return Objects.requireNonNull(first ? setting.firewall : setting.secondFirewall);
  }

  private Attempt givenUp(Due now, int port, boolean stopped) {
    long end = now.time() + MOMENT;
    ports.hold(now.destination(), now.time(), end, end);
    touch(now, port, now.time(), stopped);
    TrueCause cause = TrueCause.CLOSED_BY_APPLICATION;
    return attempt(now, port, end, end, Outcome.CLOSED, null, cause, stopped);
  }

  private void touch(Due now, int port, long lastPacket, boolean stopped) {
    if (stopped) {
      sessions.stopped(now.destination(), port, lastPacket);
    } else {
      sessions.passed(now.destination(), port, lastPacket, lingers());
      secondSessions.passed(now.destination(), port, lastPacket, true);
    }
  }

  /** What would have happened behind the firewall is the cause if it looks the same. */
  private Attempt stopped(Due now, int port, TrueCause behind, boolean first) {
    Server.Answer silence = server.silence();
    Firewall by = by(first);
    Outcome outcome =
        switch (by.answer()) {
          case DROP, DROP_FIRST_SYN, DROP_WHILE_KEPT -> Outcome.TIMED_OUT;
          case RESET -> Outcome.REFUSED;
          case REJECT -> Outcome.UNREACHABLE;
        };
    long pending =
        switch (by.answer()) {
          case DROP, DROP_FIRST_SYN, DROP_WHILE_KEPT -> silence.pending();
          case RESET -> MOMENT;
          case REJECT -> Math.min(SECOND + MOMENT, silence.pending());
        };
    long lastSyn = Math.min(silence.lastSyn(), pending);
    long end = now.time() + pending;
    ports.hold(now.destination(), now.time(), end, end);
    long lastPacket = outcome == Outcome.TIMED_OUT ? now.time() + lastSyn : end;
    (first ? sessions : secondSessions).stopped(now.destination(), port, lastPacket);
    boolean alike = behind != TrueCause.NONE && outcomeOf(behind) == outcome;
    TrueCause cause = alike ? behind : TrueCause.FIREWALL;
    return attempt(now, port, end, end, outcome, null, cause, true);
  }

  private Attempt connected(Due now, int port, Server.Answer answer) {
    long end = now.time() + answer.pending();
    double open = -Math.log(1 - random.nextDouble()) * setting.meanOpen.toNanos();
    long close = end + MOMENT + (long) open;
    boolean locally = random.nextDouble() < setting.closedLocally;
    ports.hold(now.destination(), now.time(), close, close + (locally ? TIME_WAIT : 0));
    touch(now, port, close, false);
    ClosedBy closedBy = locally ? ClosedBy.LOCAL : ClosedBy.REMOTE;
    return attempt(now, port, end, close, Outcome.CONNECTED, closedBy, TrueCause.NONE, false);
  }

  private Attempt failed(Due now, int port, Server.Answer answer) {
    long end = now.time() + answer.pending();
    ports.hold(now.destination(), now.time(), end, end);
    Outcome outcome = outcomeOf(answer.cause());
    touch(now, port, outcome == Outcome.REFUSED ? end : now.time() + answer.lastSyn(), false);
    return attempt(now, port, end, end, outcome, null, answer.cause(), false);
  }

  private static Outcome outcomeOf(TrueCause cause) {
    return cause == TrueCause.REFUSED ? Outcome.REFUSED : Outcome.TIMED_OUT;
  }

  private boolean lingers() {
    return setting.firewall != null && random.nextDouble() < setting.firewall.lingering();
  }

  private Attempt attempt(
      Due now,
      int port,
      long end,
      long close,
      Outcome outcome,
      @Nullable ClosedBy closedBy,
      TrueCause cause,
      boolean blocked) {
    return new Attempt(
        attempts.size(),
        now.jvm(),
        now.destination(),
        now.callSite(),
        port,
        now.time(),
        end,
        close,
        outcome,
        closedBy,
        cause,
        now.seen(),
        blocked);
  }
}
