package io.tuplewatch.recording;

import io.tuplewatch.events.JvmId;
import org.jspecify.annotations.Nullable;

/** Fields of one event by their names, whatever it was written as. Not thread-safe. */
public interface EventFields {

  /** When the event began, epoch ns on the JVM's wall clock. */
  long start();

  /** An integer; {@code missing} if there is no such field. */
  long number(String name, long missing);

  /** A text; null if it is null or there is no such field. */
  @Nullable String text(String name);

  /** The id of the agent's load that wrote it: a text, or a number as early agents wrote it. */
  default long jvmId() {
    String text = text(FieldNames.JVM_ID);
    return text == null ? number(FieldNames.JVM_ID, 0) : JvmId.parse(text);
  }

  /** An integer that is -1 if there is no such field, or it does not fit an int. */
  default int integer(String name) {
    long number = number(name, -1);
    return (int) number == number ? (int) number : -1;
  }
}
