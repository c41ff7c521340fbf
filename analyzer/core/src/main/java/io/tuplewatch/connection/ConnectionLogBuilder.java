package io.tuplewatch.connection;

import io.tuplewatch.columns.RowIds;
import io.tuplewatch.columns.Storage;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.recording.StatusEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;

/**
 * Collects the events of all chunks and joins them. Takes chunks in any order, and the same chunk
 * more than once (two dumps of one JVM). 64 bytes per connection, in a temporary file where memory
 * has no room. Not thread-safe.
 */
public final class ConnectionLogBuilder {

  private final AddressRealm realm;
  private final Storage storage;
  private final Dictionary dictionary = new Dictionary();
  private final ConnectionRows rows;
  private final ConnectionIndex index;
  private final RowIds shares = Shares.numbering();
  private final Map<Long, JvmHistory> jvms = new TreeMap<>();
  private final Quality quality = new Quality();
  private final AgentCounts counts = new AgentCounts();
  private final Processes processes = new Processes();
  private long malformed;
  private long duplicates;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  /** With the usual share of the memory. */
  public ConnectionLogBuilder() {
    this(Storage.ofThisProcess());
  }

  /** {@code storage} is where tables go. */
  public ConnectionLogBuilder(Storage storage) {
    this(AddressRealm.NAMESPACE, storage);
  }

  /** With the usual share of the memory. */
  public ConnectionLogBuilder(AddressRealm realm) {
    this(realm, Storage.ofThisProcess());
  }

  private ConnectionLogBuilder(AddressRealm realm, Storage storage) {
    this.realm = realm;
    this.storage = storage;
    this.rows = new ConnectionRows(storage);
    this.index = new ConnectionIndex(storage);
  }

  /** Takes the events of one chunk. */
  public void add(ChunkEvents chunk) {
    add(ChunkFacts.of(chunk), chunk);
  }

  /** Takes a chunk of which not all connects and closes may be at hand. */
  public void add(ChunkFacts facts, ChunkEvents connectsAndCloses) {
    ChunkSpans spans = new ChunkSpans();
    Map<Long, Long> renamed = processes.jvms(facts);
    LongUnaryOperator process = id -> renamed.getOrDefault(id, id);
    addFacts(facts, process, spans);
    ChunkJoin join = new ChunkJoin(connectsAndCloses, process, dictionary, shares, rows, index);
    join.addConnects();
    join.addCloses();
    duplicates += join.duplicates();
    spans.forEach((jvmId, first, last) -> addSpan(facts, jvmId, first, last));
  }

  private void addFacts(ChunkFacts facts, LongUnaryOperator process, ChunkSpans spans) {
    facts
        .spans()
        .forEach((id, span) -> spans.span(process.applyAsLong(id)).add(span.from(), span.to()));
    for (SettingsEvent settings : facts.settings()) {
      jvm(process.applyAsLong(settings.jvmId())).add(facts.start(), settings);
      spans.span(process.applyAsLong(settings.jvmId())).add(settings.time(), settings.time());
    }
    for (StatusEvent status : facts.statuses()) {
      jvm(process.applyAsLong(status.jvmId())).add(facts.start(), status);
    }
    for (HostTcpEvent hostTcp : facts.hostTcp()) {
      jvm(process.applyAsLong(hostTcp.jvmId())).add(facts.start(), hostTcp);
    }
    facts.counts().forEach(counts::add);
    malformed += facts.malformed();
  }

  private void addSpan(ChunkFacts facts, long jvmId, long first, long last) {
    from = Math.min(from, first);
    to = Math.max(to, last);
    JvmHistory jvm = jvm(jvmId);
    if (!facts.complete().isEmpty()) {
      jvm.recorded(facts, first, last);
    }
  }

  /** Joins what was added; the builder must not be used afterward. */
  public ConnectionLog build(List<Recording> recordings) {
    index.release();
    if (realm == AddressRealm.SHARED) {
      shareClock();
    }
    quality.add(QualityCounter.MALFORMED_EVENTS, malformed);
    quality.add(QualityCounter.DUPLICATE_EVENTS, duplicates);
    quality.add(QualityCounter.PROCESSES_OF_ONE_JVM_ID, processes.others());
    for (int share = 0; share < shares.size(); share++) {
      jvm(shares.get(share, 0));
    }
    Map<Long, Jvm> finished = finishedJvms();
    Shares facts = Shares.of(shares, this::jvm, finished, dictionary.names());
    StatusCheck statuses = new StatusCheck(shares, id -> jvm(id).statusWindows());
    UseJoin join = new UseJoin(rows, facts, dictionary, storage, statuses, quality);
    Uses uses = join.uses();
    quality.add(QualityCounter.EVENTS_NOT_READ, statuses.missing());
    boolean anyEvent = from <= to;
    return new ConnectionLog(
        List.copyOf(recordings),
        uses,
        join.withoutTuple(uses, taken()),
        join.unsentFrom(),
        join.unsentTo(),
        finished,
        opens(),
        counts.byDestination(),
        jvms.values().stream().allMatch(JvmHistory::everyUseWritten),
        anyEvent ? from : 0,
        anyEvent ? to : 0,
        statuses,
        quality);
  }

  /**
   * One of each network namespace, from the first of all its JVMs' counts to the last. None where
   * an agent of it was told to leave events out: its connects would look like those of other
   * processes.
   */
  private List<NamespaceOpens> opens() {
    Set<String> partly =
        jvms.values().stream()
            .filter(jvm -> !jvm.everyEventWritten())
            .flatMap(jvm -> jvm.namespaces().stream())
            .collect(Collectors.toSet());
    Map<String, NamespaceOpens> byNamespace = new TreeMap<>();
    jvms.values().stream()
        .flatMap(jvm -> jvm.opens().stream())
        .filter(opens -> !partly.contains(opens.namespace()))
        .forEach(opens -> byNamespace.merge(opens.namespace(), opens, NamespaceOpens::and));
    return List.copyOf(byNamespace.values());
  }

  /** Tuples in use or in TIME_WAIT, as the kernel counted them, by namespace and time. */
  private Map<String, NavigableMap<Long, Long>> taken() {
    Map<String, NavigableMap<Long, Long>> byNamespace = new HashMap<>();
    for (JvmHistory jvm : jvms.values()) {
      jvm.addTaken(byNamespace);
    }
    return byNamespace;
  }

  /** Puts the monotonic clocks of all boots on the wall clock as each boot last set it. */
  private void shareClock() {
    Map<String, SettingsEvent> lastOfBoot = new HashMap<>();
    jvms.forEach(
        (jvmId, jvm) -> {
          SettingsEvent last = jvm.lastOffset();
          if (last != null) {
            lastOfBoot.merge(boot(jvmId, last), last, (a, b) -> b.time() > a.time() ? b : a);
          }
        });
    jvms.forEach(
        (jvmId, jvm) -> {
          SettingsEvent own = jvm.lastOffset();
          if (own != null) {
            SettingsEvent last = Objects.requireNonNull(lastOfBoot.get(boot(jvmId, own)));
            jvm.countFrom(last.monotonicOffset());
          }
        });
  }

  /** A JVM that does not know its boot is alone in it. */
  private static String boot(long jvmId, SettingsEvent settings) {
    String bootId = settings.bootId();
    return bootId == null || bootId.isEmpty() ? "jvm " + jvmId : bootId;
  }

  private JvmHistory jvm(long jvmId) {
    return jvms.computeIfAbsent(jvmId, id -> new JvmHistory(id, realm));
  }

  private Map<Long, Jvm> finishedJvms() {
    Map<Long, Jvm> finished = new HashMap<>();
    jvms.forEach(
        (jvmId, history) -> {
          Jvm jvm = history.toJvm();
          finished.put(jvmId, jvm);
          quality.add(QualityCounter.RECORDING_HOLES, jvm.recorded().holes());
          quality.add(QualityCounter.CLOCK_STEPS, history.clockSteps());
          quality.add(QualityCounter.FAILED_BINDS, history.failedBinds());
          quality.add(QualityCounter.AGENT_ERRORS, history.agentErrors());
          if (!history.hasNamespace()) {
            quality.add(QualityCounter.JVMS_WITHOUT_NAMESPACE);
          }
        });
    return finished;
  }
}
