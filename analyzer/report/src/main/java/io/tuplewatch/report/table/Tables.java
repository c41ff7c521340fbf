package io.tuplewatch.report.table;

import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.connection.Use;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.report.SideWording;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.reuse.ClassifiedUse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the tables hold, column by column; docs/csv.md says what each column means. */
public final class Tables {

  private static final Table<ClassifiedUse> CONNECT =
      new Table<ClassifiedUse>()
          .and("time", c -> time(c.use().wallTime()))
          .and("jvmId", c -> JvmId.text(c.use().jvmId()))
          .and("connectionId", c -> c.use().connectionNumber())
          .and("realm", c -> c.use().key().realm())
          .and("localAddress", c -> tuple(c).localAddress())
          .and("localPort", c -> tuple(c).localPort())
          .and("address", c -> tuple(c).remoteAddress())
          .and("port", c -> tuple(c).remotePort())
          .and("host", c -> c.use().details().host())
          .and("outcome", c -> c.use().outcome())
          .and("kind", ClassifiedUse::kind)
          .and("idleMs", c -> milliseconds(c.idle()))
          .and("idleAtMost", ClassifiedUse::idleAtMost)
          .and("gapMs", c -> milliseconds(c.gap()))
          .and("workedBefore", ClassifiedUse::workedBefore)
          .and("historyMs", c -> milliseconds(c.history()))
          .and("failed", ClassifiedUse::failed)
          .and("attemptMs", c -> milliseconds(c.use().pendingNanos()));

  /** Every attempt with a tuple. */
  public static final Table<ClassifiedUse> CONNECTIONS =
      new Table<ClassifiedUse>()
          .and(CONNECT)
          .and("result", c -> c.use().result())
          .and("closedBy", c -> c.use().closedBy())
          .and("api", c -> c.use().details().api())
          .and("callSite", c -> c.use().details().callSite());

  private static final Table<ListedConnect> BEFORE =
      new Table<ListedConnect>()
          .and("syns", ListedConnect::syns)
          .and("lastSyn", c -> time(c.lastSyn()))
          .and("lastPacketBefore", c -> time(c.lastPacket()))
          .and("sessionStart", c -> time(c.sessionStart()))
          .and("sessionEnd", c -> time(c.sessionEnd()))
          .and("sessionClosedBy", c -> SideWording.word(c.sessionClosedBy()))
          .and("previousJvmId", previous(p -> JvmId.text(p.jvmId())))
          .and("previousConnectionId", previous(p -> p.recorded() ? p.connectionNumber() : null))
          .and("previousOutcome", previous(Use::outcome));

  /** Reuses of a tuple, and what was before them. */
  public static final Table<ListedConnect> REUSES =
      CONNECT.over(ListedConnect::connect).and(BEFORE);

  /** Failures with their causes, and what was before them. */
  public static final Table<ListedFailure> FAILURES =
      REUSES
          .over(ListedFailure::connect)
          .and("cause", f -> f.cause().cause())
          .and("probability", f -> chance(f.cause().probability()))
          .and("likeliest", f -> f.cause().likeliest())
          .and("reuseProbability", f -> chance(f.cause().reuseProbability()))
          .and("reasons", f -> reasons(f.cause()));

  /** Four-tuples and how often each was used. */
  public static final Table<TupleUses> TUPLES =
      new Table<TupleUses>()
          .and("realm", t -> t.key().realm())
          .and("localAddress", t -> t.key().tuple().localAddress())
          .and("localPort", t -> t.key().tuple().localPort())
          .and("address", t -> t.key().tuple().remoteAddress())
          .and("port", t -> t.key().tuple().remotePort())
          .and("host", TupleUses::host)
          .and("connects", TupleUses::connects)
          .and("failures", TupleUses::failures)
          .and("earlyReuses", TupleUses::earlyReuses)
          .and("failedEarlyReuses", TupleUses::failedEarlyReuses)
          .and("shortestIdleMs", t -> milliseconds(t.shortestIdle()))
          .and("first", t -> time(t.first()))
          .and("last", t -> time(t.last()));

  private static final Table<ListedConnect> LINE =
      new Table<ListedConnect>()
          .and("time", c -> inMilliseconds(c.firstSyn()))
          .and("source", c -> source(c.connect().use().key()))
          .and("destination", c -> destination(c.connect().use().key()))
          .and("outcome", c -> c.connect().use().outcome())
          .and("idleMs", c -> idle(c.connect()))
          .and("syns", ListedConnect::syns)
          .and("lastSyn", c -> inMilliseconds(c.lastSyn()))
          .and("sessionStart", c -> inMilliseconds(c.sessionStart()))
          .and("sessionEnd", c -> inMilliseconds(c.sessionEnd()))
          .and("sessionClosedBy", c -> SideWording.word(c.sessionClosedBy()));

  /** {@link #REUSES} in short, for lines. */
  public static final Table<ListedConnect> REUSE_LINES =
      new Table<ListedConnect>()
          .and(LINE)
          .and("host", c -> c.connect().use().details().host())
          .and("callSite", c -> c.connect().use().details().callSite());

  /** {@link #FAILURES} in short, for lines. */
  public static final Table<ListedFailure> FAILED_LINES =
      LINE.over(ListedFailure::connect)
          .and("cause", f -> f.cause().cause())
          .and("probability", f -> chance(f.cause().probability()))
          .and("host", f -> f.connect().connect().use().details().host())
          .and("callSite", f -> f.connect().connect().use().details().callSite());

  /** {@link #TUPLES} in short, for lines. */
  public static final Table<TupleUses> TUPLE_LINES =
      new Table<TupleUses>()
          .and("source", t -> source(t.key()))
          .and("destination", t -> destination(t.key()))
          .and("connects", TupleUses::connects)
          .and("failures", TupleUses::failures)
          .and("earlyReuses", TupleUses::earlyReuses)
          .and("failedEarlyReuses", TupleUses::failedEarlyReuses)
          .and("shortestIdleMs", t -> milliseconds(t.shortestIdle()))
          .and("first", t -> inMilliseconds(t.first()))
          .and("last", t -> inMilliseconds(t.last()))
          .and("host", TupleUses::host);

  private Tables() {}

  private static FourTuple tuple(ClassifiedUse connect) {
    return connect.use().key().tuple();
  }

  private static Function<ListedConnect, @Nullable Object> previous(
      Function<Use, @Nullable Object> value) {
    return connect -> {
      Use previous = connect.connect().previous();
      return previous == null ? null : value.apply(previous);
    };
  }

  private static String source(ReuseKey key) {
    return TupleText.endpoint(key.tuple().localAddress(), key.tuple().localPort());
  }

  private static String destination(ReuseKey key) {
    return TupleText.endpoint(key.tuple().remoteAddress(), key.tuple().remotePort());
  }

  /** An upper bound begins with "<". */
  private static @Nullable String idle(ClassifiedUse connect) {
    BigDecimal idle = milliseconds(connect.idle());
    return idle == null ? null : (connect.idleAtMost() ? "<" : "") + idle;
  }

  private static @Nullable Instant inMilliseconds(long epochNanos) {
    Instant time = time(epochNanos);
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
  }

  private static @Nullable Instant time(long epochNanos) {
    return epochNanos == Use.UNKNOWN ? null : Instant.ofEpochSecond(0, epochNanos);
  }

  private static @Nullable BigDecimal milliseconds(long nanos) {
    return nanos == Use.UNKNOWN
        ? null
        : BigDecimal.valueOf(nanos, 6).setScale(3, RoundingMode.HALF_UP);
  }

  private static String chance(double probability) {
    return String.format(Locale.ROOT, "%.4f", probability);
  }

  private static String reasons(FailureCause failure) {
    return failure.reasons().stream().map(Enum::name).collect(Collectors.joining(" "));
  }
}
