package io.tuplewatch.cli.watch;

import io.tuplewatch.connection.ConnectDetails;
import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.connection.SynSettings;
import io.tuplewatch.connection.Use;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.UseKind;

/** Connects for tests, as a feed would bring them. */
final class Connects {

  static final JvmName JVM = new JvmName(4711, "OrderService");
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000 * MILLISECOND;

  private Connects() {}

  static SeenConnect worked(String address, int port) {
    return worked(address, port, MILLISECOND);
  }

  static SeenConnect worked(String address, int port, long pendingNanos) {
    return seen(
        address, port, Outcome.CONNECTED, UseKind.FIRST_USE, Use.UNKNOWN, "db", pendingNanos);
  }

  static SeenConnect failed(String address, int port, String host) {
    return seen(
        address, port, Outcome.TIMED_OUT, UseKind.FIRST_USE, Use.UNKNOWN, host, MILLISECOND);
  }

  static SeenConnect failedEarlyReuse(String address, int port) {
    return failedEarlyReuse(address, port, Use.UNKNOWN);
  }

  static SeenConnect failedEarlyReuse(String address, int port, long idle) {
    return seen(address, port, Outcome.TIMED_OUT, UseKind.EARLY_REUSE, idle, "db", MILLISECOND);
  }

  /** A failed early reuse whose JVM, addresses, host and call site are this text. */
  static SeenConnect named(String text) {
    return seen(
        new JvmName(4711, text),
        new FourTuple(text, 40_000, text, 443),
        Outcome.TIMED_OUT,
        UseKind.EARLY_REUSE,
        SECOND,
        new ConnectDetails(text, false, text, 0, text, text, text, null),
        MILLISECOND);
  }

  private static SeenConnect seen(
      String address,
      int port,
      Outcome outcome,
      UseKind kind,
      long idle,
      String host,
      long pendingNanos) {
    return seen(
        JVM,
        new FourTuple("10.0.0.1", 40_000, address, port),
        outcome,
        kind,
        idle,
        new ConnectDetails(host, false, null, 0, null, null, "com.acme.Dao.connect:42", null),
        pendingNanos);
  }

  private static SeenConnect seen(
      JvmName jvm,
      FourTuple tuple,
      Outcome outcome,
      UseKind kind,
      long idle,
      ConnectDetails details,
      long pendingNanos) {
    Use use =
        new Use(
            new ReuseKey("", tuple),
            1,
            1,
            0,
            pendingNanos,
            Use.UNKNOWN,
            0,
            outcome,
            null,
            SynSettings.DEFAULT,
            details);
    ClassifiedUse reuse =
        new ClassifiedUse(
            use, kind, null, Use.UNKNOWN, idle, false, kind == UseKind.EARLY_REUSE, 0);
    return new SeenConnect(jvm, use, use.result(), reuse);
  }
}
