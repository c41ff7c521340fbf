package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps events of a rare type until the end of the chunk, when their texts are known. */
abstract class RareDecoder extends EventDecoder {

  private final Texts texts;
  private final List<long[]> kept = new ArrayList<>();

  RareDecoder(EventLayout layout, ChunkHeader header, Texts texts) throws IOException {
    super(layout, header);
    this.texts = texts;
  }

  @Override
  final void addTo(ChunkEvents events) {
    kept.add(values.copy());
  }

  @Override
  final void finish(ChunkEvents events) {
    for (long[] event : kept) {
      values.recall(event);
      addKept(events);
    }
    kept.clear();
  }

  /** Adds the event that {@link #values} are of. */
  abstract void addKept(ChunkEvents events);

  final @Nullable String text(String name) {
    return texts.get(values.textAt(values.text(name)));
  }
}
