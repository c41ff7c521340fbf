package io.tuplewatch.recording;

import org.jspecify.annotations.Nullable;

/** Fields of one event by their names, whatever it was written as. Not thread-safe. */
public interface EventFields {

  /** When the event began, epoch ns on the JVM's wall clock. */
  long start();

  /** An integer; {@code missing} if there is no such field. */
  long number(String name, long missing);

  /** A text; null if it is null or there is no such field. */
  @Nullable String text(String name);

  /** An integer that is -1 if there is no such field, or it does not fit an int. */
  default int integer(String name) {
    long number = number(name, -1);
    return (int) number == number ? (int) number : -1;
  }
}
