package io.tuplewatch.cli.scrub;

import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmc.flightrecorder.writer.api.Type;
import org.openjdk.jmc.flightrecorder.writer.api.TypedValue;
import org.openjdk.jmc.flightrecorder.writer.api.Types;
import org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin;
import org.openjdk.jmc.flightrecorder.writer.api.Types.JDK;

/** Threads of one chunk, known by what the names of their pool have in common. */
final class Threads {

  private final Type thread;
  private final Map<String, TypedValue> known = new HashMap<>();

  Threads(Types types) {
    thread =
        types.getOrAdd(
            JDK.THREAD,
            t ->
                t.addField("osName", Builtin.STRING)
                    .addField("osThreadId", Builtin.LONG)
                    .addField("javaName", Builtin.STRING)
                    .addField("javaThreadId", Builtin.LONG));
  }

  Type type() {
    return thread;
  }

  TypedValue none() {
    return thread.nullValue();
  }

  TypedValue thread(String pool) {
    return known.computeIfAbsent(pool, this::make);
  }

  private TypedValue make(String pool) {
    long number = known.size() + 1L;
    return thread.asValue(
        t ->
            t.putField("osName", pool)
                .putField("osThreadId", number)
                .putField("javaName", pool)
                .putField("javaThreadId", number));
  }
}
