package io.tuplewatch.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmc.common.IMCFrame;
import org.openjdk.jmc.common.IMCStackTrace;
import org.openjdk.jmc.common.IMCThread;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** The other oracle: the same events as Mission Control's loader sees them. */
record MissionControlReader(List<ConnectEvent> connects, List<CloseEvent> closes) {

  static MissionControlReader read(Path file) throws IOException, CouldNotLoadRecordingException {
    MissionControlReader all = new MissionControlReader(new ArrayList<>(), new ArrayList<>());
    for (IItemIterable items : JfrLoaderToolkit.loadEvents(file.toFile())) {
      for (IItem item : items) {
        all.add(item);
      }
    }
    return all;
  }

  private void add(IItem item) {
    switch (item.getType().getIdentifier()) {
      case "tuplewatch.SocketConnect" -> connects.add(connect(item));
      case "tuplewatch.SocketClose" -> closes.add(close(item));
      default -> {}
    }
  }

  private static ConnectEvent connect(IItem item) {
    long start = nanos(item, "startTime");
    IQuantity duration = (IQuantity) value(item, "duration");
    IQuantity timeout = (IQuantity) value(item, "timeout");
    return new ConnectEvent(
        number(item, "jvmId"),
        number(item, "connectionId"),
        start,
        end(item, start, duration),
        (String) value(item, "host"),
        (String) value(item, "address"),
        (int) number(item, "port"),
        (String) value(item, "localAddress"),
        (int) number(item, "localPort"),
        (Boolean) value(item, "bound"),
        (String) value(item, "outcome"),
        (String) value(item, "exceptionClass"),
        (String) value(item, "exceptionMessage"),
        timeout.clampedLongValueIn(UnitLookup.MILLISECOND),
        (String) value(item, "api"),
        callSite((IMCStackTrace) value(item, "stackTrace")),
        value(item, "eventThread") instanceof IMCThread thread
            ? thread.getThreadName().replaceAll("\\d+", "*")
            : null);
  }

  private static CloseEvent close(IItem item) {
    return new CloseEvent(
        number(item, "jvmId"),
        number(item, "connectionId"),
        nanos(item, "startTime"),
        (String) value(item, "host"),
        (String) value(item, "address"),
        (int) number(item, "port"),
        (String) value(item, "localAddress"),
        (int) number(item, "localPort"),
        (String) value(item, "closedBy"));
  }

  private static long end(IItem item, long start, IQuantity duration) {
    return value(item, "(endTime)") instanceof IQuantity end
        ? end.clampedLongValueIn(UnitLookup.EPOCH_NS)
        : start + duration.clampedLongValueIn(UnitLookup.NANOSECOND);
  }

  private static String callSite(IMCStackTrace trace) {
    for (IMCFrame frame : trace == null ? List.<IMCFrame>of() : trace.getFrames()) {
      String type = frame.getMethod().getType().getFullName();
      if (!type.matches(
          "(java|javax|jdk|sun|com\\.sun|io\\.tuplewatch\\.(agent|events))\\..*|.*\\$\\$Lambda.*")) {
        return type + "." + frame.getMethod().getMethodName() + ":" + frame.getFrameLineNumber();
      }
    }
    return null;
  }

  private static long nanos(IItem item, String field) {
    return ((IQuantity) value(item, field)).clampedLongValueIn(UnitLookup.EPOCH_NS);
  }

  private static long number(IItem item, String field) {
    Object value = value(item, field);
    return value instanceof IQuantity quantity
        ? quantity.clampedLongValueIn(quantity.getUnit())
        : ((Number) value).longValue();
  }

  @SuppressWarnings("unchecked")
  private static Object value(IItem item, String field) {
    IType<IItem> type = (IType<IItem>) item.getType();
    for (IAccessorKey<?> key : type.getAccessorKeys().keySet()) {
      if (key.getIdentifier().equals(field)) {
        IMemberAccessor<?, IItem> accessor = type.getAccessor(key);
        return accessor.getMember(item);
      }
    }
    return null;
  }
}
