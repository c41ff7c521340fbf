package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.format.ChunkInput;
import io.tuplewatch.recording.format.ConstantPools;
import io.tuplewatch.recording.format.Shape;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the application's frame in the stack traces of one chunk that connects have; the others are
 * passed over. Not thread-safe.
 */
final class CallSites {

  static final String STACK_TRACE = "jdk.types.StackTrace";
  static final String METHOD = "jdk.types.Method";
  static final String CLASS = "java.lang.Class";
  static final String SYMBOL = "jdk.types.Symbol";

  private record Frame(long method, long line) {}

  private record Method(long type, long name) {}

  private final ConstantPools pools;
  private final ChunkInput in;
  private final Texts texts;
  private final Map<Long, List<Frame>> traces = new HashMap<>();
  private final Map<Long, Method> methods = new HashMap<>();
  private final Map<Long, Long> classNames = new HashMap<>();
  private final Map<Long, Integer> symbols = new HashMap<>();

  private CallSites(ConstantPools pools, ChunkInput in, Texts texts) {
    this.pools = pools;
    this.in = in;
    this.texts = texts;
  }

  /** Reads what is needed of the stack traces with these ids. */
  static CallSites read(Set<Long> stackTraceIds, ConstantPools pools, ChunkInput in, Texts texts)
      throws IOException {
    CallSites sites = new CallSites(pools, in, texts);
    sites.readTraces(stackTraceIds);
    sites.readMethods();
    sites.readClasses();
    sites.readSymbols();
    return sites;
  }

  /** A stack trace in that form; null if no frame is to be told. */
  @Nullable String callSite(long stackTraceId, StackForm form) {
    return form == StackForm.CALL_SITE ? callSite(stackTraceId) : collapsed(stackTraceId);
  }

  private @Nullable String collapsed(long stackTraceId) {
    List<String> frames = new ArrayList<>();
    for (Frame frame : traces.getOrDefault(stackTraceId, List.of())) {
      Method method = methods.get(frame.method());
      String className = className(method);
      if (method != null && className != null && isShown(className)) {
        frames.add(CollapsedFrame.of(className + "." + symbol(method.name())));
      }
    }
    Collections.reverse(frames);
    return frames.isEmpty() ? null : String.join(";", frames);
  }

  private static boolean isShown(String className) {
    return !ApplicationFrame.isAgent(className) && !ApplicationFrame.isMadeOfLambda(className);
  }

  private @Nullable String callSite(long stackTraceId) {
    for (Frame frame : traces.getOrDefault(stackTraceId, List.of())) {
      Method method = methods.get(frame.method());
      String name = className(method);
      if (method != null && name != null && ApplicationFrame.isCallSite(name)) {
        return name + "." + symbol(method.name()) + ":" + frame.line();
      }
    }
    return null;
  }

  private @Nullable String className(@Nullable Method method) {
    String name = method == null ? null : symbol(classNames.get(method.type()));
    return name == null ? null : name.replace('/', '.');
  }

  private @Nullable String symbol(@Nullable Long id) {
    Integer text = id == null ? null : symbols.get(id);
    return text == null ? null : texts.get(text);
  }

  private void readTraces(Set<Long> wanted) throws IOException {
    pools.forEach(
        STACK_TRACE,
        (id, shape) -> {
          if (!wanted.contains(id)) {
            shape.skip(in, 1);
            return;
          }
          for (Shape.Part part : shape.parts()) {
            if (part.name().equals("frames") && part.array()) {
              traces.put(id, frames(part.shape()));
            } else {
              part.skip(in);
            }
          }
        });
  }

  private List<Frame> frames(Shape shape) throws IOException {
    int count = in.readCount();
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long[] values = varints(shape, "method", "lineNumber");
      frames.add(new Frame(values[0], values[1]));
      in.requireNotPassed();
    }
    return frames;
  }

  private void readMethods() throws IOException {
    Set<Long> wanted = new HashSet<>();
    traces.values().forEach(frames -> frames.forEach(frame -> wanted.add(frame.method())));
    pools.forEach(
        METHOD,
        (id, shape) -> {
          if (wanted.contains(id)) {
            long[] values = varints(shape, "type", "name");
            methods.put(id, new Method(values[0], values[1]));
          } else {
            shape.skip(in, 1);
          }
        });
  }

  private void readClasses() throws IOException {
    Set<Long> wanted = new HashSet<>();
    methods.values().forEach(method -> wanted.add(method.type()));
    pools.forEach(
        CLASS,
        (id, shape) -> {
          if (wanted.contains(id)) {
            classNames.put(id, varints(shape, "name", "name")[0]);
          } else {
            shape.skip(in, 1);
          }
        });
  }

  private void readSymbols() throws IOException {
    Set<Long> wanted = new HashSet<>(classNames.values());
    methods.values().forEach(method -> wanted.add(method.name()));
    pools.forEach(
        SYMBOL,
        (id, shape) -> {
          for (Shape.Part part : shape.parts()) {
            if (wanted.contains(id) && part.is(Shape.Kind.TEXT)) {
              int length = in.passText();
              symbols.put(id, texts.idOf(in.window(), in.at() - length, in.at()));
            } else {
              part.skip(in);
            }
          }
        });
  }

  /** Reads a structure and gives two of its varints; 0 for one that it does not have. */
  private long[] varints(Shape shape, String first, String second) throws IOException {
    long[] values = new long[2];
    for (Shape.Part part : shape.parts()) {
      if (part.is(Shape.Kind.VARINT)) {
        long value = in.readVarint();
        values[0] = part.name().equals(first) ? value : values[0];
        values[1] = part.name().equals(second) ? value : values[1];
      } else {
        part.skip(in);
      }
    }
    return values;
  }
}
