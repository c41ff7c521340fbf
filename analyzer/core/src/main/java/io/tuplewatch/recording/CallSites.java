package io.tuplewatch.recording;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import one.jfr.ClassRef;
import one.jfr.JfrReader;
import one.jfr.MethodRef;
import one.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** Finds the application's frame in the stack traces of one chunk. Not thread-safe. */
final class CallSites {

  /** The JDK, and the agent's hooks, which stand on top of every stack. */
  private static final List<String> NOT_APPLICATION =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "io.tuplewatch.agent.",
          "io.tuplewatch.events.");

  private final JfrReader chunk;
  private final Map<Long, Optional<String>> known = new HashMap<>();

  CallSites(JfrReader chunk) {
    this.chunk = chunk;
  }

  /** First application frame as {@code package.Class.method:line}; null if there is none. */
  @Nullable String of(long stackTraceId) {
    return known.computeIfAbsent(stackTraceId, this::find).orElse(null);
  }

  private Optional<String> find(long stackTraceId) {
    StackTrace trace = chunk.stackTraces.get(stackTraceId);
    if (trace == null) {
      return Optional.empty();
    }
    for (int i = 0; i < trace.methods.length; i++) {
      MethodRef method = chunk.methods.get(trace.methods[i]);
      String className = method == null ? null : className(method);
      if (method != null && className != null && isApplication(className)) {
        int line = trace.locations[i] >>> 16; // the library packs line and bytecode index
        return Optional.of(className + "." + symbol(method.name) + ":" + line);
      }
    }
    return Optional.empty();
  }

  private @Nullable String className(MethodRef method) {
    ClassRef type = chunk.classes.get(method.cls);
    String name = type == null ? null : symbol(type.name);
    return name == null ? null : name.replace('/', '.');
  }

  private @Nullable String symbol(long id) {
    byte[] symbol = chunk.symbols.get(id);
    return symbol == null ? null : new String(symbol, StandardCharsets.UTF_8);
  }

  private static boolean isApplication(String className) {
    return NOT_APPLICATION.stream().noneMatch(className::startsWith);
  }
}
