package io.tuplewatch.connection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts of all recordings, each once, numbered as they come. Not thread-safe. */
final class Names {

  /** Number of the text that is null. */
  static final int NULL = 0;

  private final Map<String, Integer> ids = new HashMap<>();
  private final List<@Nullable String> names = new ArrayList<>();

  Names() {
    names.add(null);
  }

  int idOf(@Nullable String name) {
    if (name == null) {
      return NULL;
    }
    Integer known = ids.putIfAbsent(name, names.size());
    if (known != null) {
      return known;
    }
    names.add(name);
    return names.size() - 1;
  }

  @Nullable String get(int id) {
    return names.get(id);
  }

  /** The text of an id that is not {@link #NULL}. */
  String text(int id) {
    String name = names.get(id);
    return name == null ? "" : name;
  }
}
