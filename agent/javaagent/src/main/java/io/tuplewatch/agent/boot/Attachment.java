package io.tuplewatch.agent.boot;

import io.tuplewatch.agent.AgentControl;
import io.tuplewatch.agent.options.AgentOptions;
import io.tuplewatch.events.JvmId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The time from an attach of the agent to its detach: what names it, what it was asked to do, what
 * it has counted, and where its events go. A new attachment has a new JVM id, since connects in
 * between were not seen. Thread-safe.
 */
public final class Attachment {

  private static volatile @Nullable EventSink sink;
  private static volatile @Nullable Attachment current;

  private final String jvmId;
  private final long attachedAt = System.currentTimeMillis();
  private final long failedBindsBefore = BindHooks.failed();
  private final long suppressedErrorsBefore = SocketHooks.suppressedErrors();
  private final AtomicLong connects = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong closes = new AtomicLong();
  private final ConnectTallies tallies = new ConnectTallies();
  private final ReuseCounts reuseCounts = new ReuseCounts();
  private final AgentOptions options;
  private final String version;
  private final LastUses lastUses;
  private final @Nullable LockWatch holder;
  private volatile String instrumentedTypes = "";

  private Attachment(AgentOptions options, String version) {
    this.options = options;
    this.version = version;
    long id = new SettingsReader().randomId();
    this.jvmId = JvmId.text(id);
    this.lastUses =
        new LastUses(
            options.lastUsesBytes(),
            id,
            System.nanoTime(),
            new BriefThread("tuplewatch-last-uses"));
    String lockFile = options.lockFile();
    this.holder = lockFile == null ? null : new LockWatch(lockFile);
  }

  /**
   * Detaches the agent if nobody holds the lock of {@code while-locked} any more. Called every 10 s
   * while something is recorded.
   */
  synchronized void leaveIfReleased() {
    if (holder != null && holder.isReleased()) {
      AgentLog.warn("the tool that was recording has ended; its recording is written, detaching");
      AgentControl.leave(holder.file());
    }
  }

  /**
   * @param version of the agent's jar
   */
  static Attachment begin(AgentOptions options, String version) {
    Attachment attachment = new Attachment(options, version);
    current = attachment;
    return attachment;
  }

  /** Nothing is tracked from here on. */
  static void end() {
    sink = null;
    current = null;
  }

  /** Null if the agent is detached. */
  static @Nullable Attachment current() {
    return current;
  }

  /** Where events go; null while nothing is being recorded. */
  static @Nullable EventSink sink() {
    return sink;
  }

  static boolean isRecording() {
    return sink != null;
  }

  static void record(@Nullable EventSink to) {
    sink = current == null ? null : to;
  }

  /** The JVM's id as {@link JvmId} spells it. */
  String jvmId() {
    return jvmId;
  }

  AgentOptions options() {
    return options;
  }

  LastUses lastUses() {
    return lastUses;
  }

  ConnectTallies tallies() {
    return tallies;
  }

  ReuseCounts reuseCounts() {
    return reuseCounts;
  }

  String version() {
    return version;
  }

  long connects() {
    return connects.get();
  }

  long closes() {
    return closes.get();
  }

  void countConnect() {
    connects.incrementAndGet();
  }

  void countFailure() {
    failures.incrementAndGet();
  }

  /** How many connects did not become a connection, for whatever reason. */
  long failures() {
    return failures.get();
  }

  void countClose() {
    closes.incrementAndGet();
  }

  void setInstrumentedTypes(String types) {
    instrumentedTypes = types;
  }

  /** The fields of {@code AgentStatus}, by name. */
  Map<String, Object> status() {
    Map<String, Object> fields = new LinkedHashMap<String, Object>();
    fields.put("version", version);
    fields.put("attachedAt", attachedAt);
    fields.put("events", options.events().name().toLowerCase(Locale.ROOT));
    String destinations = options.destinationsText();
    if (destinations != null) {
      fields.put("destinations", destinations);
    }
    fields.put("connects", connects.get());
    fields.put("closes", closes.get());
    fields.put("openSockets", (long) SocketHooks.openSockets());
    fields.put("failedBinds", BindHooks.failed() - failedBindsBefore);
    fields.put("suppressedErrors", SocketHooks.suppressedErrors() - suppressedErrorsBefore);
    fields.put("evictedLastUses", lastUses.evicted());
    fields.put("instrumentedTypes", instrumentedTypes);
    return fields;
  }
}
