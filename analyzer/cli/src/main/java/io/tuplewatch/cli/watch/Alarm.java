package io.tuplewatch.cli.watch;

import io.tuplewatch.report.FailedReuseJson;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.reuse.ClassifiedUse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first failed early reuse, and runs a command at such a one: at most once a minute,
 * and not while it runs. Thread-safe.
 */
public final class Alarm implements Consumer<SeenConnect> {

  private static final long BETWEEN_RUNS_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long LONGEST_LAST_RUN_SECONDS = 10;

  private final @Nullable String command;
  private final Consumer<String> log;
  private volatile boolean raised;
  private @Nullable Process running;
  private long nextRun = System.nanoTime();

  /**
   * @param command for the shell; null = none
   * @param log takes what went wrong with it
   */
  public Alarm(@Nullable String command, Consumer<String> log) {
    this.command = command;
    this.log = log;
  }

  @Override
  public void accept(SeenConnect connect) {
    if (connect.failedEarlyReuse() && connect.reuse() != null) {
      raised = true;
      run(connect.jvm(), connect.reuse());
    }
  }

  private synchronized void run(JvmName jvm, ClassifiedUse reuse) {
    long now = System.nanoTime();
    boolean busy = running != null && running.isAlive();
    if (command == null || busy || now < nextRun) {
      return;
    }
    nextRun = now + BETWEEN_RUNS_NANOS;
    try {
      Process process =
          new ProcessBuilder("sh", "-c", "exec 1>&2; " + command)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      running = process;
      String event = FailedReuseJson.of(jvm.pid(), jvm.name(), reuse);
      Thread writer = new Thread(() -> tell(process, event), "tuplewatch-exec");
      writer.setDaemon(true);
      writer.start();
    } catch (IOException e) {
      log.accept("--exec cannot be run: " + SafeText.of(e.getMessage()));
    }
  }

  /** On a thread of its own: it may not read, and be slow to end. */
  private static void tell(Process process, String event) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(event.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It did not want to know.
    }
  }

  /** Whether a tuple that had worked has failed an early reuse. */
  public boolean isRaised() {
    return raised;
  }

  /** Gives a command that has just begun some seconds to end. */
  public void awaitCommand() throws InterruptedException {
    Process last;
    synchronized (this) {
      last = running;
    }
    if (last != null) {
      last.waitFor(LONGEST_LAST_RUN_SECONDS, TimeUnit.SECONDS);
    }
  }
}
