package io.tuplewatch.recording.format;

import io.tuplewatch.columns.LongIds;
import io.tuplewatch.recording.text.TextEncoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type descriptions of one chunk: a table of strings, then a tree of elements, each with a
 * name, attributes and children, all names and values being indexes into the table (OpenJDK,
 * jdk.jfr.internal.MetadataReader). Thread-safe.
 */
public final class Metadata {

  /** root, metadata, class, field, annotation; and room for what is to come. */
  private static final int DEEPEST_ELEMENT = 20;

  /** Structures in structures: a stack frame in a stack trace is one. */
  private static final int DEEPEST_STRUCTURE = 20;

  /** A field as described: type by id, to be resolved when all types are known. */
  private record FieldElement(String name, String type, boolean reference, boolean array) {}

  /** A type as described. */
  private record TypeElement(String id, String name, List<FieldElement> fields) {}

  private final Map<String, TypeElement> typesById = new HashMap<>();
  private final Map<String, TypeElement> typesByName = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final LongIds ids = new LongIds();

  private Metadata() {}

  /** Goes to the content of the metadata event at {@code position}. */
  static void seek(ChunkInput in, long position) throws IOException {
    in.seek(position, in.size());
    long size = in.readVarint();
    if (size <= 0 || size > in.size() - position) {
      throw new IOException("metadata of impossible size");
    }
    in.seek(in.position(), position + size);
    in.skipVarints(4); // event type, start, duration, metadata id
    in.requireNotPassed();
  }

  /** Reads the content of a metadata event. */
  static Metadata read(ChunkInput in) throws IOException {
    Metadata metadata = new Metadata();
    Tree tree = new Tree(in, metadata);
    tree.readStrings();
    tree.readElement(null, 0);
    metadata.noteIds();
    return metadata;
  }

  private void noteIds() throws IOException {
    ids.idOf(0); // metadata
    ids.idOf(1); // checkpoints
    for (String text : typesById.keySet()) {
      ids.idOf(number(text));
    }
  }

  /** Id of a type in the chunk; null if the chunk does not have it. */
  public @Nullable Long id(String typeName) throws IOException {
    TypeElement type = typesByName.get(typeName);
    return type == null ? null : number(type.id());
  }

  /** How many types there are, metadata and checkpoints included. */
  public int count() {
    return ids.size();
  }

  /** A type's number from 0 in this chunk; -1 if there is no type with this id. */
  public int number(long typeId) {
    return ids.find(typeId);
  }

  /** Shape of a type that the chunk has. */
  public synchronized Shape shape(long typeId) throws IOException {
    return shape(Long.toString(typeId), 0);
  }

  private Shape shape(String typeId, int depth) throws IOException {
    Shape known = shapes.get(typeId);
    if (known != null) {
      return known;
    }
    TypeElement type = typesById.get(typeId);
    if (type == null || depth > DEEPEST_STRUCTURE) {
      throw new IOException("a type is not described, or describes itself");
    }
    Shape shape =
        switch (type.name()) {
          case "boolean", "byte" -> Shape.BYTE;
          case "char", "short", "int", "long" -> Shape.VARINT;
          case "float" -> Shape.FLOAT;
          case "double" -> Shape.DOUBLE;
          case "java.lang.String" -> Shape.TEXT;
          default -> structure(type, depth);
        };
    shapes.put(typeId, shape);
    return shape;
  }

  private Shape structure(TypeElement type, int depth) throws IOException {
    List<Shape.Part> parts = new ArrayList<>();
    for (FieldElement field : type.fields()) {
      Shape shape = field.reference() ? Shape.VARINT : shape(field.type(), depth + 1);
      if (field.array() || shape.varints() != 0) { // what has no parts takes no bytes
        parts.add(new Shape.Part(field.name(), shape, field.array()));
      }
    }
    return Shape.structure(parts);
  }

  private static long number(String id) throws IOException {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw new IOException("a type id is not a number", e);
    }
  }

  /** The tree of elements while it is read. */
  private static final class Tree {

    private final ChunkInput in;
    private final Metadata metadata;
    private final List<String> strings = new ArrayList<>();

    /**
     * Names and values in turn, of the element read last: few, so looked through and not hashed.
     */
    private final List<String> attributes = new ArrayList<>();

    Tree(ChunkInput in, Metadata metadata) {
      this.in = in;
      this.metadata = metadata;
    }

    void readStrings() throws IOException {
      int count = in.readCount();
      for (int i = 0; i < count; i++) {
        strings.add(text());
      }
    }

    void readElement(@Nullable TypeElement owner, int depth) throws IOException {
      if (depth > DEEPEST_ELEMENT) {
        throw new IOException("type descriptions nested too deep");
      }
      String element = string();
      readAttributes();
      TypeElement type = "class".equals(element) ? addType() : null;
      if ("field".equals(element) && owner != null) {
        owner.fields().add(field());
      }
      int childCount = in.readCount();
      for (int i = 0; i < childCount; i++) {
        readElement(type, depth + 1);
      }
    }

    private void readAttributes() throws IOException {
      attributes.clear();
      for (long left = 2L * in.readCount(); left > 0; left--) {
        attributes.add(string());
      }
    }

    private @Nullable String attribute(String name) {
      for (int i = 0; i < attributes.size(); i += 2) {
        if (attributes.get(i).equals(name)) {
          return attributes.get(i + 1);
        }
      }
      return null;
    }

    private String attribute(String name, String ifAbsent) {
      String value = attribute(name);
      return value == null ? ifAbsent : value;
    }

    private TypeElement addType() {
      String id = attribute("id", "-1");
      String name = attribute("name", "");
      TypeElement type = new TypeElement(id, name, new ArrayList<>());
      metadata.typesById.put(id, type);
      metadata.typesByName.put(name, type);
      return type;
    }

    private FieldElement field() {
      return new FieldElement(
          attribute("name", ""),
          attribute("class", ""),
          "true".equals(attribute("constantPool")),
          attribute("dimension") != null);
    }

    private String string() throws IOException {
      long index = in.readVarint();
      if (index < 0 || index >= strings.size()) {
        throw new IOException("a type description names a string that is not there");
      }
      return strings.get((int) index);
    }

    private String text() throws IOException {
      int length = in.passText();
      String text = TextEncoding.decode(in.window(), in.at() - length, in.at());
      return text == null ? "" : text;
    }
  }
}
