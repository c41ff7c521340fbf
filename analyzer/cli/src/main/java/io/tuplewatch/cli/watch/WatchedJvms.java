package io.tuplewatch.cli.watch;

import io.tuplewatch.cli.jvm.AgentConnection;
import io.tuplewatch.cli.jvm.AttachFailure;
import io.tuplewatch.cli.jvm.JfrRepository;
import io.tuplewatch.cli.jvm.RunningJvm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The JVMs that are followed, from the moment each is found to its end. Not thread-safe, but for
 * the connects that it hands on.
 */
public final class WatchedJvms implements AutoCloseable {

  /** An event comes every 10 s while the agent records; after so long without one it is asked. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(25);

  private static final Duration LONGEST_LAG = Duration.ofSeconds(30);

  /** What was flushed last is read within so long. */
  private static final Duration LAST_FLUSH = Duration.ofSeconds(3);

  private final Duration firewallTimeout;
  private final int mostTuples;
  private final Consumer<SeenConnect> shown;
  private final Consumer<String> log;
  private final List<Followed> followed = new ArrayList<>();

  private static final class Followed {
    final RunningJvm jvm;
    final JvmEvents events;
    final EventFeed feed;
    long endedAt;
    final Set<String> said = new HashSet<>();

    Followed(RunningJvm jvm, JvmEvents events, EventFeed feed) {
      this.jvm = jvm;
      this.events = events;
      this.feed = feed;
    }
  }

  /**
   * None yet.
   *
   * @param shown takes connects, on several threads, one JVM's in order
   * @param log takes lines on what happens to the JVMs
   */
  public WatchedJvms(
      Duration firewallTimeout, int mostTuples, Consumer<SeenConnect> shown, Consumer<String> log) {
    this.firewallTimeout = firewallTimeout;
    this.mostTuples = mostTuples;
    this.shown = shown;
    this.log = log;
  }

  /**
   * Follows one from now on.
   *
   * @throws AttachFailure if that is impossible: why, and what to do
   */
  public void follow(RunningJvm jvm) throws AttachFailure {
    requireRecordingAgent(jvm);
    JfrRepository repository =
        JfrRepository.of(jvm)
            .orElseThrow(
                () -> new AttachFailure("the folder of its recording cannot be seen from here"));
    JvmEvents events =
        new JvmEvents(JvmName.of(jvm), Instant.now(), firewallTimeout, mostTuples, shown);
    try {
      EventFeed feed = EventFeed.of(repository, events);
      followed.add(new Followed(jvm, events, feed));
      log.accept(label(jvm) + (feed.isLive() ? "watching" : slowly(jvm)));
    } catch (IOException e) {
      throw new AttachFailure("its recording cannot be read (" + e.getMessage() + ")");
    }
  }

  private static String slowly(RunningJvm jvm) {
    return "is older than JDK 14, which shows events only when a chunk is finished: when 12 MB are"
        + " full, or at every jcmd "
        + jvm.pid()
        + " JFR.dump";
  }

  private static void requireRecordingAgent(RunningJvm jvm) throws AttachFailure {
    try (AgentConnection connection = AgentConnection.to(jvm)) {
      Map<String, String> status = connection.properties();
      if (!"attached".equals(status.get("state"))) {
        throw new AttachFailure(
            "has no agent; tuplewatch attach " + jvm.pid() + " record=/tmp/app-%p.jfr loads it");
      }
      if ("JSON lines".equals(status.get("format"))) {
        throw new AttachFailure("records JSON lines; only a flight recorder can be watched");
      }
      if (!"on".equals(status.get("recording"))) {
        throw new AttachFailure(
            "has the agent, but no recording runs; jcmd "
                + jvm.pid()
                + " JFR.start settings=none starts one");
      }
    }
  }

  /** Whether this process is followed. */
  public boolean follows(RunningJvm jvm) {
    return followed.stream().anyMatch(one -> one.jvm.pid() == jvm.pid());
  }

  public boolean isEmpty() {
    return followed.isEmpty();
  }

  /** What each JVM's events say of themselves. */
  public List<JvmEvents> events() {
    return followed.stream().map(one -> one.events).toList();
  }

  /** Those that are followed. */
  public List<RunningJvm> jvms() {
    return followed.stream().map(one -> one.jvm).toList();
  }

  /** Lets go of those that have ended or have no agent any more, and says so. */
  public void look() {
    for (Iterator<Followed> all = followed.iterator(); all.hasNext(); ) {
      Followed one = all.next();
      sayWhatIsMissing(one);
      if (hasEnded(one)) {
        one.feed.close();
        all.remove();
      }
    }
  }

  private boolean hasEnded(Followed one) {
    if (one.jvm.hasEnded()) {
      long now = System.nanoTime();
      one.endedAt = one.endedAt == 0 ? now : one.endedAt;
      if (!one.feed.hasEnded() && isStillRead(one, now)) {
        return false;
      }
      log.accept(label(one.jvm) + "has ended; its last " + unread(one) + " may be missing");
      return true;
    }
    if (!one.feed.hasEnded() && one.events.silence().compareTo(LONGEST_SILENCE) < 0) {
      return false;
    }
    return isWithoutRecordingAgent(one);
  }

  /** On a busy host the last events may be read late. */
  private static boolean isStillRead(Followed one, long now) {
    Duration since = Duration.ofNanos(now - one.endedAt);
    return since.compareTo(LAST_FLUSH) < 0
        || (one.events.silence().compareTo(LAST_FLUSH) < 0 && since.compareTo(LONGEST_LAG) < 0);
  }

  /** What was flushed but not read, and what was not flushed: a second at most. */
  private static String unread(Followed one) {
    long seconds = one.feed.isLive() ? one.events.lag().toSeconds() : 0;
    return seconds < 2 ? "second" : seconds + 1 + " s";
  }

  private boolean isWithoutRecordingAgent(Followed one) {
    try {
      requireRecordingAgent(one.jvm);
    } catch (AttachFailure e) {
      log.accept(label(one.jvm) + "is watched no more: it " + e.getMessage());
      return true;
    }
    if (one.feed.hasEnded()) {
      log.accept(label(one.jvm) + "is watched no more: its recording can no longer be read");
    }
    return one.feed.hasEnded();
  }

  /** Each once: what makes the counts less than all, or late. */
  private void sayWhatIsMissing(Followed one) {
    if (one.events.missed() > 0 || one.events.lostBytes() > 0) {
      sayOnce(one, "its flight recorder has lost events; counts are too small from here on");
    }
    if (!one.events.everyConnectWritten()) {
      sayOnce(one, "its agent was told to write some connects only, and only those are counted");
    }
    if (one.feed.isLive() && one.events.lag().compareTo(LONGEST_LAG) > 0) {
      sayOnce(one, "its events are read more than " + LONGEST_LAG.toSeconds() + " s late");
    }
  }

  private void sayOnce(Followed one, String what) {
    if (one.said.add(what)) {
      log.accept(label(one.jvm) + what);
    }
  }

  private static String label(RunningJvm jvm) {
    return jvm.pid() + " " + jvm.name() + ": ";
  }

  @Override
  public void close() {
    followed.forEach(one -> one.feed.close());
    followed.clear();
  }
}
