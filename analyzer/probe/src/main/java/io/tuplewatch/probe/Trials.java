package io.tuplewatch.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays trials. Their order, and which connect of a pair comes first, are drawn from the seed; so a
 * difference between reused and never-used ports cannot come from anything but chance and the
 * ports.
 */
public final class Trials {

  /** How often a trial whose first connection did not come about is begun anew. */
  static final int REPEATS = 2;

  /** So many first connections in a row without an answer: the service is not there. */
  private static final int GIVE_UP_AFTER = 3;

  private final Timetable timetable;
  private final TimeSource time;
  private final Connector connector;
  private final SourcePorts ports;
  private final Duration spacing;
  private final Random random;
  private final Consumer<Attempt> observer;
  private final List<Trial> made = new ArrayList<>();
  private final List<Attempt> firstFailures = new ArrayList<>();
  private int answered;
  private Timetable.End end = Timetable.End.COMPLETE;

  /**
   * @param ports none of them used before
   * @param seed of the order of trials and of the connects of each
   * @param observer is told every attempt, by one thread at a time
   */
  public Trials(
      Timetable timetable,
      TimeSource time,
      Limits limits,
      Connector connector,
      SourcePorts ports,
      long seed,
      Consumer<Attempt> observer) {
    this.timetable = timetable;
    this.time = time;
    this.connector = connector;
    this.ports = ports;
    this.spacing = limits.spacing();
    this.random = new Random(seed);
    this.observer = observer;
  }

  /**
   * Makes the trials and returns those that came to their end, in the order of their ends. First
   * connections are spaced so that all connects together stay below the rate.
   *
   * @throws InterruptedException if the thread is
   */
  public List<Trial> make(List<TrialPlan> plans) throws InterruptedException {
    int before = made.size();
    List<TrialPlan> order = new ArrayList<>(plans);
    Collections.shuffle(order, random);
    Instant due = time.now();
    for (TrialPlan plan : order) {
      begin(plan, due, 0);
      due = due.plus(spacing.multipliedBy(plan.connects()));
    }
    end = timetable.run();
    return List.copyOf(made.subList(before, made.size()));
  }

  /** Why the last trials ended. */
  public Timetable.End end() {
    return end;
  }

  /** First connections from never-used ports that failed: they tell of no reuse. */
  public List<Attempt> firstFailures() {
    return List.copyOf(firstFailures);
  }

  /** Whether any first connection came about. */
  public boolean answered() {
    return answered > 0;
  }

  private void begin(TrialPlan plan, Instant due, int repeat) {
    int port = ports.next();
    timetable.at(
        due,
        () -> connector.connect(port, plan.closing()),
        first -> {
          observer.accept(first);
          if (first.answer() == Answer.CONNECTED) {
            answered++;
            reuse(plan, first);
          } else {
            repeat(plan, first, repeat);
          }
        });
  }

  private void repeat(TrialPlan plan, Attempt first, int repeat) {
    if (first.answer().failed()) {
      firstFailures.add(first);
    }
    if (answered == 0 && firstFailures.size() >= GIVE_UP_AFTER) {
      timetable.stop();
    } else if (repeat < REPEATS && ports.left() > 0) {
      begin(plan, time.now(), repeat + 1);
    }
  }

  private void reuse(TrialPlan plan, Attempt first) {
    Instant closed = Objects.requireNonNull(first.closed());
    Pair pair = new Pair(plan, first);
    if (plan.between() != null) {
      again(closed.plus(plan.between()), pair, attempt -> pair.between = attempt);
    }
    Instant due = closed.plus(plan.gap());
    again(due, pair, attempt -> pair.reused = attempt);
    Duration apart = spacing.compareTo(plan.gap()) < 0 ? spacing : plan.gap().dividedBy(2);
    Instant beside = random.nextBoolean() ? due.plus(apart) : due.minus(apart);
    connect(beside, ports.next(), pair, attempt -> pair.fresh = attempt);
  }

  private void again(Instant due, Pair pair, Consumer<Attempt> then) {
    connect(due, pair.first.sourcePort(), pair, then);
  }

  private void connect(Instant due, int port, Pair pair, Consumer<Attempt> then) {
    timetable.at(
        due,
        () -> connector.connect(port, pair.plan.closing()),
        attempt -> {
          observer.accept(attempt);
          then.accept(attempt);
          pair.addIfMade(made);
        });
  }

  /** A trial in the making. */
  private static final class Pair {
    private final TrialPlan plan;
    private final Attempt first;
    private @Nullable Attempt between;
    private @Nullable Attempt reused;
    private @Nullable Attempt fresh;

    Pair(TrialPlan plan, Attempt first) {
      this.plan = plan;
      this.first = first;
    }

    void addIfMade(List<Trial> made) {
      if (reused != null && fresh != null && (between != null || plan.between() == null)) {
        made.add(new Trial(plan, first, between, reused, fresh));
      }
    }
  }
}
