package io.tuplewatch.agent.boot;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Events as lines of JSON, for JVMs without JFR: the same events and fields, timespans in ns but
 * {@code timeout} in ms, and {@code callSite} instead of a stack trace. Connecting threads only
 * queue a text; {@link JsonLinesWriter} has a thread for the rest. Thread-safe.
 */
final class JsonLinesSink extends EventSink {

  private static final String[] NOT_THE_APPLICATION = {
    "java.", "javax.", "jdk.", "sun.", "com.sun.", "io.tuplewatch.agent."
  };

  private final JsonLinesWriter writer;
  private final boolean callSites;

  private JsonLinesSink(JsonLinesWriter writer, boolean callSites) {
    this.writer = writer;
    this.callSites = callSites;
  }

  /**
   * @param file with %p and %t
   */
  static JsonLinesSink open(Attachment attachment, String file) throws IOException {
    JsonLinesWriter writer =
        new JsonLinesWriter(
            attachment, PrivateFile.create(file), attachment.options().maxSizeBytes());
    // Loads what the first connect would otherwise pay for.
    callSite();
    new JsonLine(SocketConnect.NAME, writer.epochNanos(0)).put("host", "none").end();
    writer.start();
    return new JsonLinesSink(writer, attachment.options().hasStackTraces());
  }

  /** Writes what is queued, and ends. */
  void close() {
    writer.end();
  }

  @Override
  Object begin() {
    return this;
  }

  @Override
  @Hidden
  @HideFrame
  void connect(
      Object begun,
      SocketEvents socket,
      Outcome outcome,
      @Nullable Throwable thrown,
      @Nullable LastUse previous) {
    long start = socket.startedAt();
    long duration = System.nanoTime() - start;
    JsonLine line =
        line(SocketConnect.NAME, start, socket)
            .put("duration", duration)
            .put("bound", socket.isBound())
            .put("outcome", outcome.name())
            .put("timeout", socket.timeoutMillis())
            .put("api", socket.api().name());
    if (thrown != null) {
      line.put("exceptionClass", thrown.getClass().getName());
      line.put("exceptionMessage", message(thrown));
    }
    if (previous != null) {
      ClosedBy closedBy = previous.closedBy();
      long sinceConnected = previous.sinceConnected(start);
      line.put("sincePreviousUse", previous.since(start));
      line.put("previousOutcome", previous.outcome().name());
      line.put("previousClosedBy", closedBy == null ? null : closedBy.name());
      if (sinceConnected != LastUse.UNKNOWN) {
        line.put("sinceConnectedUse", sinceConnected);
      }
    }
    if (callSites) {
      line.put("callSite", callSite());
    }
    writer.write(line.end());
  }

  @Override
  void close(SocketEvents socket, ClosedBy closedBy, long lifetime) {
    writer.write(
        line(SocketClose.NAME, System.nanoTime(), socket)
            .put("lifetime", lifetime)
            .put("closedBy", closedBy.name())
            .end());
  }

  private JsonLine line(String event, long nanoTime, SocketEvents socket) {
    return new JsonLine(event, writer.epochNanos(nanoTime))
        .put("jvmId", socket.jvmId())
        .put("connectionId", socket.connectionId())
        .put("host", socket.host())
        .put("address", socket.address())
        .put("port", socket.port())
        .put("localAddress", socket.localAddress())
        .put("localPort", socket.localPort());
  }

  /** The application's frame nearest to the connect. */
  private static @Nullable String callSite() {
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      if (isApplication(frame.getClassName())) {
        return frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
      }
    }
    return null;
  }

  private static boolean isApplication(String className) {
    for (String prefix : NOT_THE_APPLICATION) {
      if (className.startsWith(prefix)) {
        return false;
      }
    }
    return true;
  }
}
