package io.tuplewatch.samples.churn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The client: threads that take the next connect of one schedule until all are done. {@link #stop}
 * may be called from any thread.
 */
final class Client {

  private static final int STOP_GRACE_SECONDS = 2;

  private final ClientOptions options;
  private final CsvLog log;
  private final Tally tally = new Tally();
  private final AtomicLong nextSequence = new AtomicLong();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CompletableFuture<Void> graceOver = new CompletableFuture<>();

  Client(ClientOptions options) throws IOException {
    this.options = options;
    log =
        CsvLog.create(
            options.log(),
            "sequence",
            "thread",
            "remoteAddress",
            "remotePort",
            "localPort",
            "outcome",
            "exchange");
  }

  /** Begins no further connect; those pending have 2 s left to be counted and logged. */
  void stop() {
    stopped.countDown();
    graceOver.completeOnTimeout(null, STOP_GRACE_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Makes all connects, or those up to {@link #stop}.
   *
   * @throws IOException if the log cannot be written; what fails on the network is only counted
   */
  Tally run() throws IOException {
    Schedule schedule = new Schedule(System.nanoTime(), options.perSecond());
    try (log) {
      CompletableFuture.anyOf(startThreads(schedule), graceOver).join();
      tally.took((System.nanoTime() - schedule.startNanos()) / 1e9);
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException cause) {
        throw cause.getCause();
      }
      throw e;
    }
    return tally;
  }

  private CompletableFuture<Void> startThreads(Schedule schedule) {
    CompletableFuture<?>[] threads =
        IntStream.rangeClosed(1, options.threads())
            .mapToObj(number -> "churn-" + number)
            .map(
                name -> CompletableFuture.runAsync(() -> work(schedule), task -> start(task, name)))
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(threads);
  }

  private static void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void work(Schedule schedule) {
    Exchange exchange = new Exchange(options);
    try (Connector connector = options.api().newConnector(options.sockets())) {
      long sequence = nextSequence.getAndIncrement();
      while (sequence < options.connects() && reached(schedule.dueNanos(sequence))) {
        tally.begin();
        InetSocketAddress remote = destination(sequence);
        record(sequence, Attempt.run(connector, remote, options.connectTimeoutMillis(), exchange));
        sequence = nextSequence.getAndIncrement();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until then, or returns false at once when stopped. */
  private boolean reached(long dueNanos) throws InterruptedException {
    return !stopped.await(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private InetSocketAddress destination(long sequence) {
    List<InetSocketAddress> destinations = options.destinations();
    return destinations.get((int) (sequence % destinations.size()));
  }

  private void record(long sequence, Attempt attempt) throws IOException {
    log.row(
        sequence,
        Thread.currentThread().getName(),
        attempt.remote().getAddress().getHostAddress(),
        attempt.remote().getPort(),
        attempt.localPort(),
        attempt.outcome(),
        attempt.exchange());
    tally.end(attempt);
  }
}
