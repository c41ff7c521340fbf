package io.tuplewatch.probe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One experiment, from its first connect to its result. */
public final class Probe {

  private final ProbePlan plan;
  private final InetSocketAddress destination;
  private final TimeSource time;
  private final Timetable timetable;
  private final Trials trials;
  private final Connector connector;
  private final Consumer<Attempt> observer;

  /**
   * @param destination that of the connector
   * @param executor gives each connect a thread
   * @param ports enough of them, none used before
   * @param observer is told every attempt, by one thread at a time
   */
  public Probe(
      ProbePlan plan,
      InetSocketAddress destination,
      Connector connector,
      SourcePorts ports,
      TimeSource time,
      Executor executor,
      Consumer<Attempt> observer) {
    this.plan = plan;
    this.destination = destination;
    this.time = time;
    this.timetable = new Timetable(plan.limits(), time, executor);
    this.trials =
        new Trials(timetable, time, plan.limits(), connector, ports, plan.seed(), observer);
    this.connector = connector;
    this.observer = observer;
  }

  /** From any thread: no further connect is started, and what is known is returned. */
  public void stop() {
    timetable.stop();
  }

  /**
   * Makes the trials of all gaps, then looks for the lifetime if that is asked for.
   *
   * @throws InterruptedException if the thread is
   */
  public ProbeResult run() throws InterruptedException {
    Instant from = time.now();
    List<Trial> made = plan.gaps().isEmpty() ? List.of() : trials.make(plan.trialPlans());
    LifetimeSearch.Bracket bracket = null;
    RestartTest restart = null;
    ProbePlan.Search search = plan.search();
    if (search != null && trials.end() == Timetable.End.COMPLETE) {
      Closing closing = plan.closings().get(0);
      bracket = new LifetimeSearch(trials, closing, search.shortest(), search.longest()).find();
      restart = restart(bracket, closing);
    }
    return new ProbeResult(
        destination,
        from,
        time.now(),
        timetable.connects(),
        trials.answered(),
        made,
        trials.firstFailures(),
        bracket,
        restart,
        trials.end());
  }

  private @Nullable RestartTest restart(LifetimeSearch.Bracket bracket, Closing closing)
      throws InterruptedException {
    Duration failed = bracket.failed();
    Duration worked = bracket.worked();
    return failed != null && worked != null && bracket.sharp()
        ? RestartTest.make(trials, closing, failed, worked)
        : null;
  }

  /**
   * Connects from one port again and again, so that somebody can look its session up, until a
   * connect is answered, the limits are reached, or {@link #stop} is called.
   *
   * @param every from the end of a connect to the next
   * @throws InterruptedException if the thread is
   */
  public void hold(int sourcePort, Duration every) throws InterruptedException {
    holdAt(time.now(), sourcePort, every);
    timetable.run();
  }

  private void holdAt(Instant due, int sourcePort, Duration every) {
    timetable.at(
        due,
        () -> connector.connect(sourcePort, plan.closings().get(0)),
        attempt -> {
          observer.accept(attempt);
          if (attempt.answer() != Answer.CONNECTED) {
            holdAt(time.now().plus(every), sourcePort, every);
          }
        });
  }
}
