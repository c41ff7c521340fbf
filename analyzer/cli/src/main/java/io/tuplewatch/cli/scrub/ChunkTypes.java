package io.tuplewatch.cli.scrub;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import jdk.jfr.Category;
import jdk.jfr.ContentType;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Relational;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.flightrecorder.writer.api.Recording;
import org.openjdk.jmc.flightrecorder.writer.api.Type;
import org.openjdk.jmc.flightrecorder.writer.api.TypeStructureBuilder;
import org.openjdk.jmc.flightrecorder.writer.api.TypedFieldBuilder;
import org.openjdk.jmc.flightrecorder.writer.api.TypedValue;
import org.openjdk.jmc.flightrecorder.writer.api.TypedValueBuilder;
import org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin;

/**
 * The agent's event types in one chunk, made of their classes, without the fields that are not
 * read.
 *
 * <p>Not with the writer's own registration of event classes and of the JDK's types: it puts the
 * stack trace in front of the start time, and frames into a constant pool, and the JDK's reader
 * takes either for something else. Not thread-safe.
 */
final class ChunkTypes {

  /** What the analyzer does not read of the agent's events; see docs/privacy.md. */
  static final Set<String> NOT_READ =
      Set.of(
          "lifetime",
          "attemptFails",
          "synRetransmissions",
          "timeouts",
          "version",
          "attachedAt",
          "openSockets",
          "evictedLastUses",
          "instrumentedTypes");

  private static final Map<Class<?>, Builtin> BUILTIN =
      Map.of(
          String.class, Builtin.STRING,
          long.class, Builtin.LONG,
          int.class, Builtin.INT,
          boolean.class, Builtin.BOOLEAN);

  private record Known(Type type, List<Field> fields) {}

  private final Recording recording;
  private final Type label;
  private final Type description;
  private final Type category;
  private final Type relational;
  private final Type timespan;
  private final Type timestamp;
  private final StackTraces stackTraces;
  private final Threads threads;
  private final Map<Class<?>, Known> known = new HashMap<>();
  private final Map<Class<?>, Type> keys = new HashMap<>();

  ChunkTypes(Recording recording) {
    this.recording = recording;
    Type contentType = recording.registerAnnotationType(ContentType.class.getName());
    label = annotation(Label.class, structure -> {});
    description = annotation(Description.class, structure -> {});
    category =
        recording.registerAnnotationType(
            Category.class.getName(),
            structure -> structure.addField("value", Builtin.STRING, TypedFieldBuilder::asArray));
    relational = recording.registerAnnotationType(Relational.class.getName());
    timespan = annotation(Timespan.class, structure -> structure.addAnnotation(contentType));
    timestamp = annotation(Timestamp.class, structure -> structure.addAnnotation(contentType));
    stackTraces = new StackTraces(recording.getTypes());
    threads = new Threads(recording.getTypes());
  }

  /** An annotation of one value, itself annotated. */
  private Type annotation(Class<?> type, Consumer<TypeStructureBuilder> annotated) {
    return recording.registerAnnotationType(
        type.getName(),
        structure -> {
          structure.addField("value", Builtin.STRING);
          annotated.accept(structure);
        });
  }

  /** A stack trace of one frame, {@code package.Class.method:line}. */
  TypedValue stackTrace(@Nullable String callSite) {
    return callSite == null ? stackTraces.none() : stackTraces.trace(callSite);
  }

  /** A thread with the name of its pool. */
  TypedValue thread(@Nullable String pool) {
    return pool == null ? threads.none() : threads.thread(pool);
  }

  /**
   * An event with the values of its public fields.
   *
   * @param startTicks ns
   * @param duration ns
   */
  TypedValue event(Event event, long startTicks, long duration) {
    return event(event, startTicks, duration, stackTraces.none(), threads.none());
  }

  /** Does the same with a stack trace and a thread. */
  TypedValue event(
      Event event, long startTicks, long duration, TypedValue stackTrace, TypedValue thread) {
    Known of = known.computeIfAbsent(event.getClass(), this::register);
    return of.type()
        .asValue(
            value -> {
              value.putField("startTime", startTicks).putField("duration", duration);
              value.putField("stackTrace", stackTrace).putField("eventThread", thread);
              for (Field field : of.fields()) {
                put(field, event, value);
              }
            });
  }

  private Known register(Class<?> event) {
    List<Field> fields = new ArrayList<>();
    for (Field field : event.getFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !NOT_READ.contains(field.getName())) {
        fields.add(field);
      }
    }
    String name = event.getAnnotation(Name.class).value();
    Type type =
        recording.registerType(
            name,
            "jdk.jfr.Event",
            (TypeStructureBuilder structure) -> {
              structure.addField(
                  "startTime", Builtin.LONG, f -> f.addAnnotation(timestamp, "TICKS"));
              structure.addField("duration", Builtin.LONG, f -> f.addAnnotation(timespan, "TICKS"));
              structure.addField("stackTrace", stackTraces.type());
              structure.addField("eventThread", threads.type());
              fields.forEach(field -> addField(field, structure));
              describe(event, structure);
            });
    return new Known(type, fields);
  }

  private void describe(Class<?> event, TypeStructureBuilder structure) {
    structure.addAnnotation(label, event.getAnnotation(Label.class).value());
    structure.addAnnotation(description, event.getAnnotation(Description.class).value());
    String[] categories = event.getAnnotation(Category.class).value();
    structure.addAnnotation(category, value -> value.putField("value", categories));
  }

  private void addField(Field field, TypeStructureBuilder structure) {
    structure.addField(
        field.getName(),
        BUILTIN.get(field.getType()),
        (TypedFieldBuilder builder) ->
            Arrays.stream(field.getAnnotations())
                .forEach(annotation -> describe(annotation, builder)));
  }

  private void describe(Annotation annotation, TypedFieldBuilder field) {
    if (annotation instanceof Label of) {
      field.addAnnotation(label, of.value());
    } else if (annotation instanceof Description of) {
      field.addAnnotation(description, of.value());
    } else if (annotation instanceof Timespan of) {
      field.addAnnotation(timespan, of.value());
    } else if (annotation instanceof Timestamp of) {
      field.addAnnotation(timestamp, of.value());
    } else if (annotation.annotationType().isAnnotationPresent(Relational.class)) {
      field.addAnnotation(key(annotation.annotationType()));
    }
  }

  /** What ties events that have the same value in a field. */
  private Type key(Class<?> type) {
    return keys.computeIfAbsent(
        type,
        each ->
            recording.registerAnnotationType(
                each.getAnnotation(Name.class).value(),
                structure -> {
                  structure.addAnnotation(relational);
                  structure.addAnnotation(label, each.getAnnotation(Label.class).value());
                }));
  }

  private static void put(Field field, Event event, TypedValueBuilder value) {
    try {
      if (field.getType() == long.class) {
        value.putField(field.getName(), field.getLong(event));
      } else if (field.getType() == int.class) {
        value.putField(field.getName(), field.getInt(event));
      } else if (field.getType() == boolean.class) {
        value.putField(field.getName(), field.getBoolean(event));
      } else {
        value.putField(field.getName(), (String) field.get(event));
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // the fields are public
    }
  }
}
