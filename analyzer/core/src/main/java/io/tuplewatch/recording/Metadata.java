package io.tuplewatch.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import one.jfr.JfrReader;
import org.jspecify.annotations.Nullable;

/**
 * The type descriptions of one chunk, as far as event layouts need them. The library parses them
 * too but does not give away the order of the fields.
 *
 * <p>Format: a table of strings, then a tree of elements, each with a name, attributes and
 * children, all names and values being indexes into the table (OpenJDK,
 * jdk.jfr.internal.MetadataReader).
 */
final class Metadata {

  /** A field as described: type by id, to be resolved when all types are known. */
  private record FieldElement(String name, String type, boolean reference, boolean array) {}

  /** A type as described. */
  private record TypeElement(long id, String name, List<FieldElement> fields) {}

  private final JfrReader in;
  private final @Nullable String[] strings;
  private final Map<String, String> namesById = new HashMap<>();
  private final Map<String, TypeElement> typesByName = new HashMap<>();

  private Metadata(JfrReader in, @Nullable String[] strings) {
    this.in = in;
    this.strings = strings;
  }

  /**
   * Reads the metadata event that {@code in} is positioned at; {@code limit} bounds its strings.
   */
  static Metadata read(JfrReader in, int limit) throws IOException {
    in.getVarint(); // size
    in.getVarlong(); // event type
    in.getVarlong(); // start
    in.getVarlong(); // duration
    in.getVarlong(); // metadata id
    int count = in.getVarint();
    if (count < 0 || count > limit) {
      throw new IOException("impossible number of strings in the metadata: " + count);
    }
    @Nullable String[] strings = new @Nullable String[count];
    for (int i = 0; i < count; i++) {
      strings[i] = in.getString();
    }
    Metadata metadata = new Metadata(in, strings);
    metadata.readElement(null);
    return metadata;
  }

  /** Layout of {@code eventName}; null if the chunk does not have the type. */
  @Nullable EventLayout layout(String eventName) throws IOException {
    TypeElement type = typesByName.get(eventName);
    if (type == null) {
      return null;
    }
    List<EventLayout.Field> fields = new ArrayList<>();
    for (FieldElement field : type.fields()) {
      fields.add(new EventLayout.Field(field.name(), encoding(field)));
    }
    return new EventLayout(type.id(), fields);
  }

  private EventLayout.Encoding encoding(FieldElement field) throws IOException {
    String type = namesById.getOrDefault(field.type(), "unknown");
    if (field.array()) {
      throw new IOException("field " + field.name() + " is an array of " + type);
    }
    if (field.reference()) {
      return EventLayout.Encoding.VARINT;
    }
    return switch (type) {
      case "boolean", "byte" -> EventLayout.Encoding.BYTE;
      case "char", "short", "int", "long" -> EventLayout.Encoding.VARINT;
      case "float" -> EventLayout.Encoding.FLOAT;
      case "double" -> EventLayout.Encoding.DOUBLE;
      case "java.lang.String" -> EventLayout.Encoding.STRING;
      default -> throw new IOException("field " + field.name() + " is of type " + type);
    };
  }

  private void readElement(@Nullable TypeElement owner) throws IOException {
    String element = string();
    Map<String, String> attributes = new HashMap<>();
    int attributeCount = in.getVarint();
    for (int i = 0; i < attributeCount; i++) {
      attributes.put(string(), string());
    }
    TypeElement type = "class".equals(element) ? addType(attributes) : null;
    if ("field".equals(element) && owner != null) {
      owner.fields().add(field(attributes));
    }
    int childCount = in.getVarint();
    for (int i = 0; i < childCount; i++) {
      readElement(type);
    }
  }

  private TypeElement addType(Map<String, String> attributes) {
    String id = attributes.getOrDefault("id", "-1");
    String name = attributes.getOrDefault("name", "");
    TypeElement type = new TypeElement(Long.parseLong(id), name, new ArrayList<>());
    namesById.put(id, name);
    typesByName.put(name, type);
    return type;
  }

  private static FieldElement field(Map<String, String> attributes) {
    return new FieldElement(
        attributes.getOrDefault("name", ""),
        attributes.getOrDefault("class", ""),
        "true".equals(attributes.get("constantPool")),
        attributes.containsKey("dimension"));
  }

  private String string() {
    String string = strings[in.getVarint()];
    return string == null ? "" : string;
  }
}
