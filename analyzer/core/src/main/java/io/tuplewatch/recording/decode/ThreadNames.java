package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.format.ChunkInput;
import io.tuplewatch.recording.format.ConstantPools;
import io.tuplewatch.recording.format.Shape;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Finds the names of the threads of one chunk that connected. */
final class ThreadNames {

  static final String THREAD = "java.lang.Thread";

  private ThreadNames() {}

  /** Numbers of their texts by id. */
  static Map<Long, Integer> read(Set<Long> ids, ConstantPools pools, ChunkInput in, Texts texts)
      throws IOException {
    Map<Long, Integer> names = new HashMap<>();
    pools.forEach(
        THREAD,
        (id, shape) -> {
          for (Shape.Part part : shape.parts()) {
            if (ids.contains(id) && part.name().equals("javaName") && part.is(Shape.Kind.TEXT)) {
              int length = in.passText();
              names.put(id, texts.idOf(in.window(), in.at() - length, in.at()));
            } else {
              part.skip(in);
            }
          }
        });
    return names;
  }
}
