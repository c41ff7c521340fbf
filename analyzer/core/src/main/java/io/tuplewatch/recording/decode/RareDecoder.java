package io.tuplewatch.recording.decode;

import io.tuplewatch.events.JvmId;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.EventFields;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Keeps events of a rare type until the end of the chunk, when their texts are known. */
final class RareDecoder extends EventDecoder implements EventFields {

  private final Texts texts;
  private final BiConsumer<ChunkEvents, EventFields> adder;
  private final JvmIdField jvmId;
  private final List<long[]> kept = new ArrayList<>();

  /**
   * Adds with {@code adder}.
   *
   * @param required integers without which, besides its jvmId, an event cannot be understood
   */
  RareDecoder(
      EventLayout layout,
      ChunkHeader header,
      Texts texts,
      List<String> required,
      BiConsumer<ChunkEvents, EventFields> adder)
      throws IOException {
    super(layout, header);
    this.texts = texts;
    this.adder = adder;
    this.jvmId = new JvmIdField(layout);
    for (String name : required) {
      layout.requiredNumber(name);
    }
  }

  @Override
  void addTo(ChunkEvents events) {
    kept.add(values.copy());
  }

  @Override
  void finish(ChunkEvents events) {
    for (long[] event : kept) {
      values.recall(event);
      adder.accept(events, this);
    }
    kept.clear();
  }

  @Override
  public long jvmId() {
    return JvmId.parse(texts.get(jvmId.textOfLast()));
  }

  @Override
  public long number(String name, long missing) {
    return values.longAt(values.number(name), missing);
  }

  @Override
  public @Nullable String text(String name) {
    return texts.get(values.textAt(values.text(name)));
  }
}
