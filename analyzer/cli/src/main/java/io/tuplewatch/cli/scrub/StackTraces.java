package io.tuplewatch.cli.scrub;

import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmc.flightrecorder.writer.api.Type;
import org.openjdk.jmc.flightrecorder.writer.api.TypedFieldBuilder;
import org.openjdk.jmc.flightrecorder.writer.api.TypedValue;
import org.openjdk.jmc.flightrecorder.writer.api.TypedValueBuilder;
import org.openjdk.jmc.flightrecorder.writer.api.Types;
import org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin;
import org.openjdk.jmc.flightrecorder.writer.api.Types.JDK;

/** Stack traces of one frame, as the JDK's reader knows them. Not thread-safe. */
final class StackTraces {

  private static final boolean INLINE = false;

  private final Type frame;
  private final Type trace;
  private final Map<String, TypedValue> known = new HashMap<>();

  StackTraces(Types types) {
    Type symbol = types.getOrAdd(JDK.SYMBOL, t -> t.addField("string", Builtin.STRING));
    Type type = types.getOrAdd(JDK.CLASS, t -> t.addField("name", symbol));
    Type method =
        types.getOrAdd(
            JDK.METHOD,
            t ->
                t.addField("type", type)
                    .addField("name", symbol)
                    .addField("descriptor", symbol)
                    .addField("modifiers", Builtin.INT)
                    .addField("hidden", Builtin.BOOLEAN));
    Type frameType = types.getOrAdd(JDK.FRAME_TYPE, t -> t.addField("description", Builtin.STRING));
    frame =
        types.getOrAdd(
            JDK.STACK_FRAME.getTypeName(),
            INLINE,
            t ->
                t.addField("method", method)
                    .addField("lineNumber", Builtin.INT)
                    .addField("bytecodeIndex", Builtin.INT)
                    .addField("type", frameType));
    trace =
        types.getOrAdd(
            JDK.STACK_TRACE,
            t ->
                t.addField("truncated", Builtin.BOOLEAN)
                    .addField("frames", frame, TypedFieldBuilder::asArray));
  }

  Type type() {
    return trace;
  }

  TypedValue none() {
    return trace.nullValue();
  }

  /** The trace of {@code package.Class.method:line}. */
  TypedValue trace(String callSite) {
    return known.computeIfAbsent(callSite, this::make);
  }

  private TypedValue make(String callSite) {
    int colon = callSite.lastIndexOf(':');
    String line = callSite.substring(colon + 1);
    boolean hasLine = colon > 0 && line.matches("[0-9]{1,9}");
    String code = hasLine ? callSite.substring(0, colon) : callSite;
    int dot = code.lastIndexOf('.');
    String type = dot < 0 ? code : code.substring(0, dot);
    String method = dot < 0 ? "unknown" : code.substring(dot + 1);
    TypedValue[] frames = {
      frame.asValue(
          f ->
              f.putField("method", m -> putMethod(type.replace('.', '/'), method, m))
                  .putField("lineNumber", hasLine ? Integer.parseInt(line) : -1)
                  .putField("bytecodeIndex", -1)
                  .putField("type", t -> t.putField("description", "JIT compiled")))
    };
    return trace.asValue(t -> t.putField("truncated", true).putField("frames", frames));
  }

  private static void putMethod(String type, String name, TypedValueBuilder method) {
    method
        .putField("type", t -> t.putField("name", n -> n.putField("string", type)))
        .putField("name", n -> n.putField("string", name))
        .putField("descriptor", d -> d.putField("string", "()V"))
        .putField("modifiers", 0)
        .putField("hidden", false);
  }
}
