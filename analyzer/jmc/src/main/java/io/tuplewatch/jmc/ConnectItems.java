package io.tuplewatch.jmc;

import io.tuplewatch.jmc.ItemFields.Field;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.ThreadPools;
import io.tuplewatch.recording.decode.ApplicationFrame;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.IMCFrame;
import org.openjdk.jmc.common.IMCStackTrace;
import org.openjdk.jmc.common.IMCType;
import org.openjdk.jmc.common.item.IItem;

/** Reads {@code tuplewatch.SocketConnect} of one type description. */
final class ConnectItems implements EventItems {

  private final ItemFields fields;
  private final Field jvmId;
  private final Field connectionId;
  private final Field host;
  private final Field address;
  private final Field port;
  private final Field localAddress;
  private final Field localPort;
  private final Field bound;
  private final Field outcome;
  private final Field exceptionClass;
  private final Field exceptionMessage;
  private final Field timeout;
  private final Field api;
  private final Field stackTrace;
  private final Field eventThread;
  private final Field sincePreviousUse;
  private final Field sinceConnectedUse;
  private final Field previousOutcome;
  private final Field previousClosedBy;

  ConnectItems(ItemFields fields) {
    this.fields = fields;
    jvmId = fields.field("jvmId");
    connectionId = fields.field("connectionId");
    host = fields.field("host");
    address = fields.field("address");
    port = fields.field("port");
    localAddress = fields.field("localAddress");
    localPort = fields.field("localPort");
    bound = fields.field("bound");
    outcome = fields.field("outcome");
    exceptionClass = fields.field("exceptionClass");
    exceptionMessage = fields.field("exceptionMessage");
    timeout = fields.field("timeout");
    api = fields.field("api");
    stackTrace = fields.field("stackTrace");
    eventThread = fields.field("eventThread");
    sincePreviousUse = fields.field("sincePreviousUse");
    sinceConnectedUse = fields.field("sinceConnectedUse");
    previousOutcome = fields.field("previousOutcome");
    previousClosedBy = fields.field("previousClosedBy");
  }

  @Override
  public long jvmId(IItem item) {
    return jvmId.jvmId(item);
  }

  @Override
  public long writtenAt(IItem item) {
    return fields.end(item);
  }

  @Override
  public void addTo(ChunkEvents chunk, IItem item) {
    chunk.connects().add(event(item));
    chunk
        .connects()
        .setPreviousUse(
            sincePreviousUse.number(item, -1),
            sinceConnectedUse.number(item, -1),
            previousOutcome.text(item),
            previousClosedBy.text(item));
  }

  private ConnectEvent event(IItem item) {
    return new ConnectEvent(
        jvmId.jvmId(item),
        connectionId.number(item, 0),
        fields.start(item),
        fields.end(item),
        host.text(item),
        address.text(item),
        port.integer(item, -1),
        localAddress.text(item),
        localPort.integer(item, -1),
        bound.flag(item),
        outcome.text(item),
        exceptionClass.text(item),
        exceptionMessage.text(item),
        Math.max(0, timeout.number(item, 0)),
        api.text(item),
        callSite(stackTrace.stackTrace(item)),
        ThreadPools.of(eventThread.threadName(item)));
  }

  /** Equals {@link ConnectEvent#callSite}. */
  private static @Nullable String callSite(@Nullable IMCStackTrace trace) {
    if (trace != null) {
      for (IMCFrame frame : trace.getFrames()) {
        IMCType type = frame.getMethod() == null ? null : frame.getMethod().getType();
        if (type != null && ApplicationFrame.isCallSite(type.getFullName())) {
          return type.getFullName()
              + "."
              + frame.getMethod().getMethodName()
              + ":"
              + frame.getFrameLineNumber();
        }
      }
    }
    return null;
  }
}
