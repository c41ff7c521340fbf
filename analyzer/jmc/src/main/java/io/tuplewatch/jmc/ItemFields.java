package io.tuplewatch.jmc;

import io.tuplewatch.events.JvmId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.IMCStackTrace;
import org.openjdk.jmc.common.IMCThread;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.JfrAttributes;

/** The fields of one type of items, looked up by name once per type. Immutable, thread-safe. */
final class ItemFields {

  private static final Field ABSENT = new Field(null);

  private final Map<String, Field> byName = new HashMap<>();
  private final @Nullable IMemberAccessor<IQuantity, IItem> start;
  private final @Nullable IMemberAccessor<IQuantity, IItem> end;

  ItemFields(IType<IItem> type) {
    for (IAccessorKey<?> key : type.getAccessorKeys().keySet()) {
      byName.put(key.getIdentifier(), new Field(type.getAccessor(key)));
    }
    start = JfrAttributes.START_TIME.getAccessor(type);
    end = JfrAttributes.END_TIME.getAccessor(type);
  }

  /** A field that the type does not have is absent in every item. */
  Field field(String name) {
    return byName.getOrDefault(name, ABSENT);
  }

  /** When the event began, epoch ns; 0 if that is not recorded. */
  long start(IItem item) {
    return epochNanos(start, item);
  }

  /** When it ended, epoch ns, not before its start. */
  long end(IItem item) {
    return Math.max(start(item), epochNanos(end, item));
  }

  private static long epochNanos(@Nullable IMemberAccessor<IQuantity, IItem> time, IItem item) {
    IQuantity value = time == null ? null : time.getMember(item);
    return value == null ? 0 : value.clampedLongValueIn(UnitLookup.EPOCH_NS);
  }

  /** One field. What is of another kind than asked for is absent. */
  static final class Field {

    private final @Nullable IMemberAccessor<?, IItem> accessor;

    private Field(@Nullable IMemberAccessor<?, IItem> accessor) {
      this.accessor = accessor;
    }

    @Nullable String text(IItem item) {
      return value(item) instanceof String text ? text : null;
    }

    boolean flag(IItem item) {
      return Boolean.TRUE.equals(value(item));
    }

    /** In the unit that the event type declares. */
    long number(IItem item, long ifAbsent) {
      Object value = value(item);
      if (value instanceof IQuantity quantity) {
        return quantity.clampedLongValueIn(quantity.getUnit());
      }
      return value instanceof Number number ? number.longValue() : ifAbsent;
    }

    /** The id of an agent's load: a text, or a number as early agents wrote it. */
    long jvmId(IItem item) {
      String text = text(item);
      return text == null ? number(item, 0) : JvmId.parse(text);
    }

    int integer(IItem item, int ifAbsent) {
      return (int) number(item, ifAbsent);
    }

    @Nullable IMCStackTrace stackTrace(IItem item) {
      return value(item) instanceof IMCStackTrace trace ? trace : null;
    }

    @Nullable String threadName(IItem item) {
      return value(item) instanceof IMCThread thread ? thread.getThreadName() : null;
    }

    private @Nullable Object value(IItem item) {
      return accessor == null ? null : accessor.getMember(item);
    }
  }
}
