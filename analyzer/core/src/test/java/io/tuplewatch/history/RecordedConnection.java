package io.tuplewatch.history;

import io.tuplewatch.recording.CloseEvent;
import io.tuplewatch.recording.ConnectEvent;
import org.jspecify.annotations.Nullable;

/**
 * One connection as the agent records it: its connect, and its close. Without another word JVM 7
 * connects from 10.0.0.5:40000 to 10.1.2.3:443 by a socket. Not thread-safe.
 */
public final class RecordedConnection {

  private final long connectionId;
  private long jvmId = 7;
  private @Nullable String host;
  private @Nullable String address = "10.1.2.3";
  private int port = 443;
  private @Nullable String localAddress = "10.0.0.5";
  private int localPort = 40_000;
  private boolean bound;
  private @Nullable String exceptionClass;
  private @Nullable String exceptionMessage;
  private long timeoutMillis;
  private @Nullable String api = "SOCKET";
  private @Nullable String callSite;

  private RecordedConnection(long connectionId) {
    this.connectionId = connectionId;
  }

  /** The connection with this id in its JVM. */
  public static RecordedConnection number(long connectionId) {
    return new RecordedConnection(connectionId);
  }

  /** Of the JVM with this id. */
  public RecordedConnection jvm(long newJvmId) {
    jvmId = newJvmId;
    return this;
  }

  /** The remote host's name. */
  public RecordedConnection host(@Nullable String newHost) {
    host = newHost;
    return this;
  }

  /** The remote end. */
  public RecordedConnection to(@Nullable String newAddress, int newPort) {
    address = newAddress;
    port = newPort;
    return this;
  }

  /** The local end. */
  public RecordedConnection from(@Nullable String newLocalAddress, int newLocalPort) {
    localAddress = newLocalAddress;
    localPort = newLocalPort;
    return this;
  }

  /** From 10.0.0.5 and this port. */
  public RecordedConnection from(int newLocalPort) {
    localPort = newLocalPort;
    return this;
  }

  /** Whether the application has bound the local end. */
  public RecordedConnection bound(boolean newBound) {
    bound = newBound;
    return this;
  }

  /** The exception with which the connect ends. */
  public RecordedConnection failing(String newExceptionClass, String newExceptionMessage) {
    exceptionClass = newExceptionClass;
    exceptionMessage = newExceptionMessage;
    return this;
  }

  /** The application's timeout for the connect, ms. */
  public RecordedConnection timeoutMillis(long newTimeoutMillis) {
    timeoutMillis = newTimeoutMillis;
    return this;
  }

  /** By which API it connects. */
  public RecordedConnection api(@Nullable String newApi) {
    api = newApi;
    return this;
  }

  /** The application's frame that connects. */
  public RecordedConnection callSite(@Nullable String newCallSite) {
    callSite = newCallSite;
    return this;
  }

  /** Its connect; {@code start} and {@code end} are epoch ns. */
  public ConnectEvent connect(long start, long end, String outcome) {
    return new ConnectEvent(
        jvmId,
        connectionId,
        start,
        end,
        host,
        address,
        port,
        localAddress,
        localPort,
        bound,
        outcome,
        exceptionClass,
        exceptionMessage,
        timeoutMillis,
        api,
        callSite,
        null);
  }

  /** Its close; {@code time} is epoch ns. */
  public CloseEvent close(long time, String closedBy) {
    return new CloseEvent(
        jvmId, connectionId, time, host, address, port, localAddress, localPort, closedBy);
  }
}
