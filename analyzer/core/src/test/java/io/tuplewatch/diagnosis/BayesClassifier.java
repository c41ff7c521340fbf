package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.connection.Use;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.history.Attempt;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.Setting;
import io.tuplewatch.history.Trouble;
import io.tuplewatch.reuse.ClassifiedUse;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The oracle: sees what the recording shows and knows the scenario's true parameters, but neither
 * what any attempt met nor what nobody recorded. To be shown all attempts in time order. Shares no
 * code with what it judges.
 */
final class BayesClassifier {

  private static final long SECOND = 1_000_000_000L;

  /** Of the squared half wave that the load follows. */
  private static final double MEAN_OF_SWING = .375;

  /** Belief about a tuple after its last use. */
  private static final class Belief {
    /** That the firewall holds its session if that has not run out. */
    double alive;

    /** That its path is dead. */
    double dead;

    /** Whether it worked when dead paths were dead already. */
    boolean provenAlive;

    long lastPacket;
  }

  private final Setting setting;
  private final int ports;
  private final Map<ReuseKey, Belief> beliefs = new HashMap<>();

  BayesClassifier(Setting setting) {
    this.setting = setting;
    this.ports = setting.space.availableInFirstPass();
  }

  /** Chances of the causes of an attempt if it failed; an empty map if it worked. */
  Map<Cause, Double> judge(ClassifiedUse seen, Attempt attempt) {
    Belief belief = beliefs.computeIfAbsent(seen.use().key(), key -> new Belief());
    long now = attempt.start();
    boolean pathsDie = now >= setting.badFrom.toNanos();
    if (pathsDie && belief.dead == 0 && !belief.provenAlive) {
      belief.dead = setting.badPaths;
    }
    double held = held(seen, belief, now);
    Map<Cause, Double> causes = new EnumMap<>(Cause.class);
    if (seen.failed()) {
      Map<Cause, Double> behind = behind(attempt, belief);
      causes.putAll(causes(attempt, held, behind));
      learnFromFailure(attempt, belief, held, behind);
    } else {
      belief.alive = lingering();
      belief.dead = 0;
      belief.provenAlive = pathsDie;
      belief.lastPacket = attempt.close();
    }
    return causes;
  }

  private double held(ClassifiedUse seen, Belief belief, long now) {
    Firewall firewall = setting.firewall;
    if (firewall == null) {
      return 0;
    }
    double lifetime = firewall.lifetime().toNanos();
    double idle = seen.idle() == Use.UNKNOWN ? Double.MAX_VALUE : now - belief.lastPacket;
    double own = idle < lifetime ? belief.alive : 0;
    double meanRate = setting.rate * (1 + (setting.loadSwing - 1) * MEAN_OF_SWING);
    double unseenRate = meanRate * setting.unseen / ports / SECOND;
    double other = lingering() * (1 - Math.exp(-unseenRate * Math.min(idle, lifetime)));
    return own + (1 - own) * other;
  }

  private double lingering() {
    return setting.firewall == null ? 0 : setting.firewall.lingering();
  }

  /** Chances that the attempt, had it passed, would have failed as it did, by cause. */
  private Map<Cause, Double> behind(Attempt attempt, Belief belief) {
    Map<Cause, Double> behind = new EnumMap<>(Cause.class);
    double lost = 1;
    double refused = 0;
    boolean down = false;
    long due = 0;
    for (int syn = 0; due < setting.connectTimeout.toNanos(); syn++) {
      double here = setting.loss;
      for (Trouble trouble : setting.troubles) {
        long time = attempt.start() + due;
        boolean holds =
            (trouble.destination() < 0 || trouble.destination() == attempt.destination())
                && time >= trouble.from().toNanos()
                && time < trouble.to().toNanos();
        if (holds && trouble.kind() == Trouble.Kind.REFUSING) {
          refused += lost;
          here = 0;
        } else if (holds) {
          here = 1 - (1 - here) * (1 - trouble.probability());
          down |= trouble.kind() == Trouble.Kind.DOWN;
        }
      }
      lost *= here;
      due += SECOND << syn;
    }
    double dead = belief.dead;
    if (attempt.outcome() == Outcome.REFUSED) {
      behind.put(Cause.REFUSED_BY_SERVER, (1 - dead) * refused);
    } else if (attempt.outcome() == Outcome.TIMED_OUT) {
      behind.put(down ? Cause.DESTINATION_DOWN : Cause.NO_ANSWER_WITHOUT_REUSE, (1 - dead) * lost);
      behind.merge(Cause.NO_ANSWER_WITHOUT_REUSE, dead, Double::sum);
    }
    return behind;
  }

  private Map<Cause, Double> causes(Attempt attempt, double held, Map<Cause, Double> behind) {
    double other = behind.values().stream().mapToDouble(p -> p).sum();
    double stopped = looksLikeFirewall(attempt) ? held : 0;
    double all = stopped + (1 - stopped) * other;
    Map<Cause, Double> causes = new EnumMap<>(Cause.class);
    behind.forEach((cause, p) -> causes.put(cause, p / all));
    causes.put(Cause.EARLY_REUSE, stopped * (1 - other) / all);
    return causes;
  }

  private boolean looksLikeFirewall(Attempt attempt) {
    return setting.firewall != null
        && attempt.outcome()
            == switch (Objects.requireNonNull(setting.firewall).answer()) {
              case DROP, DROP_FIRST_SYN, DROP_WHILE_KEPT -> Outcome.TIMED_OUT;
              case RESET -> Outcome.REFUSED;
              case REJECT -> Outcome.UNREACHABLE;
            };
  }

  private void learnFromFailure(
      Attempt attempt, Belief belief, double held, Map<Cause, Double> behind) {
    double other = behind.values().stream().mapToDouble(p -> p).sum();
    double stopped = looksLikeFirewall(attempt) ? held : 0;
    double all = stopped + (1 - stopped) * other;
    double wasStopped = stopped / all;
    boolean silent = attempt.outcome() == Outcome.TIMED_OUT;
    double ifDead = stopped + (silent ? 1 - held : 0);
    double whatever = stopped + (1 - held) * other;
    belief.dead = whatever > 0 ? Math.min(1, belief.dead * ifDead / whatever) : belief.dead;
    boolean refreshed = setting.firewall == null || setting.firewall.refreshedByTries();
    belief.alive = wasStopped + (1 - wasStopped) * lingering();
    if (refreshed || wasStopped < .5) {
      belief.lastPacket =
          attempt.outcome() == Outcome.TIMED_OUT ? attempt.start() + SECOND : attempt.end();
    }
  }
}
