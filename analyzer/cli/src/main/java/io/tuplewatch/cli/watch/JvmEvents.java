package io.tuplewatch.cli.watch;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.Use;
import io.tuplewatch.events.AgentStatus;
import io.tuplewatch.events.HostTcp;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.reuse.LiveTuples;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Makes connects of the events of one JVM. Those from before the watch give the tuples their pasts
 * and are not shown. Events come on one thread; what it says of itself may be asked from any.
 */
public final class JvmEvents {

  static final String DATA_LOSS = "jdk.DataLoss";

  /** What is read; all else is passed over. */
  static final Set<String> NAMES =
      Set.of(
          SocketConnect.NAME,
          SocketClose.NAME,
          NetworkSettings.NAME,
          AgentStatus.NAME,
          HostTcp.NAME,
          DATA_LOSS);

  /** Connects that are counted by the agent already, but whose event is not yet there. */
  private static final long MOST_UNDER_WAY = 100;

  private final JvmName jvm;
  private final long watchStart;
  private final LiveTuples tuples;
  private final EventFields fields = new EventFields();
  private final RecordedUses uses = new RecordedUses();
  private final Consumer<SeenConnect> shown;

  /** Whether what comes is of now; it stays so, whatever the clocks do. */
  private boolean live;

  private long firstTime = Use.UNKNOWN;
  private long connectsRead;
  private @Nullable String jvmId;
  private long connectsReadBefore;
  private long connectsCountedBefore;

  private volatile long lastEventNanos = System.nanoTime();
  private volatile long lagNanos;
  private volatile long missed;
  private final AtomicLong lostBytes = new AtomicLong();
  private volatile boolean everyConnectWritten = true;

  /**
   * @param watchStart connects that ended before it are not shown
   * @param firewallTimeout W, above 0
   * @param mostTuples remembered
   * @param shown takes the connects, on the thread that brings the events
   */
  public JvmEvents(
      JvmName jvm,
      Instant watchStart,
      Duration firewallTimeout,
      int mostTuples,
      Consumer<SeenConnect> shown) {
    this.jvm = jvm;
    this.watchStart = RecordedUses.nanos(watchStart);
    this.tuples = new LiveTuples(firewallTimeout, mostTuples);
    this.shown = shown;
  }

  /** Takes the next event, in the order of their ends. */
  void add(RecordedEvent event) {
    lastEventNanos = System.nanoTime();
    switch (event.getEventType().getName()) {
      case SocketConnect.NAME -> connect(event);
      case SocketClose.NAME -> close(event);
      case NetworkSettings.NAME -> uses.settings(event);
      case AgentStatus.NAME -> status(event);
      case DATA_LOSS -> lostBytes.addAndGet(fields.number(event, "amount", 0));
      default -> {} // a sign of life
    }
    uses.saw(event);
  }

  /** Events that come from here on are of another chunk, which was opened by itself. */
  void chunk() {
    uses.chunk();
  }

  /**
   * All events up to now, as far as they were flushed, have been taken.
   *
   * @param waited whether the first of them had to be waited for: then none is late, even if the
   *     JVM's clock has been set
   */
  void caughtUp(long lastEndNanos, boolean waited) {
    lagNanos = waited ? 0 : Math.max(0, RecordedUses.nanos(Instant.now()) - lastEndNanos);
  }

  /** What comes from here on is of now: all that was there before the watch has been taken. */
  void begin() {
    live = true;
  }

  private void connect(RecordedEvent event) {
    Use use = uses.connect(event);
    if (use == null) {
      return;
    }
    connectsRead++;
    firstTime = firstTime == Use.UNKNOWN ? use.start() : firstTime;
    SeenConnect seen = seen(event, use);
    live |= use.wallTime() + use.pendingNanos() >= watchStart;
    if (live) {
      shown.accept(seen);
    }
  }

  private SeenConnect seen(RecordedEvent event, Use use) {
    FourTuple tuple = use.key().tuple();
    if (use.outcome() != null && AttemptResult.isUse(use.outcome(), tuple.localPort())) {
      long watched = Math.max(0, use.start() - firstTime);
      return new SeenConnect(
          jvm, use, use.result(), tuples.connect(use, uses.remembered(event), watched));
    }
    boolean boundToPort = use.details().bound() && tuple.localPort() != 0;
    AttemptResult result =
        AttemptResult.withoutTuple(
            Objects.requireNonNull(use.outcome()), use.pendingNanos(), boundToPort);
    return new SeenConnect(jvm, use, result, null);
  }

  private void close(RecordedEvent event) {
    Use use = uses.close(event);
    if (use != null) {
      tuples.close(use);
    }
  }

  /** Holds what was read against what the agent has counted since the status before. */
  private void status(RecordedEvent event) {
    everyConnectWritten = "all".equals(fields.text(event, "events"));
    String id = fields.text(event, "jvmId");
    long counted = fields.number(event, "connects", 0);
    if (id != null && id.equals(jvmId) && everyConnectWritten) {
      long absent = (counted - connectsCountedBefore) - (connectsRead - connectsReadBefore);
      missed = absent > MOST_UNDER_WAY ? absent : 0;
    } else {
      jvmId = id;
      connectsCountedBefore = counted;
      connectsReadBefore = connectsRead;
    }
  }

  public JvmName jvm() {
    return jvm;
  }

  /** How long no event has come, not even one of those that come every 10 s. */
  public Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastEventNanos);
  }

  /** How far behind the JVM the last event was when it was read. */
  public Duration lag() {
    return Duration.ofNanos(lagNanos);
  }

  /** Connects that the agent has counted and that were never read; 0 while none is known of. */
  public long missed() {
    return missed;
  }

  /** Bytes of events that the JVM's flight recorder itself has lost. */
  public long lostBytes() {
    return lostBytes.get();
  }

  /** False: the agent was told to write only some connects, and only those are counted. */
  public boolean everyConnectWritten() {
    return everyConnectWritten;
  }

  /** The JVM's id as {@link JvmId} spells it; null before the agent has said it. */
  @Nullable String jvmId() {
    return jvmId;
  }
}
