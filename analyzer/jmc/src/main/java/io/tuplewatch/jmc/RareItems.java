package io.tuplewatch.jmc;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.EventFields;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.item.IItem;

/** Reads the agent's other events, of which there are few: fields are looked up by name. */
final class RareItems implements EventItems {

  private final ItemFields fields;
  private final BiConsumer<ChunkEvents, EventFields> adder;

  /** Adds with {@code adder}. */
  RareItems(ItemFields fields, BiConsumer<ChunkEvents, EventFields> adder) {
    this.fields = fields;
    this.adder = adder;
  }

  private record Event(ItemFields fields, IItem item) implements EventFields {

    @Override
    public long start() {
      return fields.start(item);
    }

    @Override
    public long number(String name, long missing) {
      return fields.field(name).number(item, missing);
    }

    @Override
    public @Nullable String text(String name) {
      return fields.field(name).text(item);
    }
  }

  @Override
  public long jvmId(IItem item) {
    return new Event(fields, item).jvmId();
  }

  @Override
  public long writtenAt(IItem item) {
    return fields.start(item);
  }

  @Override
  public void addTo(ChunkEvents chunk, IItem item) {
    adder.accept(chunk, new Event(fields, item));
  }
}
