package io.tuplewatch.jmc;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.events.AgentStatus;
import io.tuplewatch.events.ConnectCounts;
import io.tuplewatch.events.HostTcp;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CountsEvent;
import io.tuplewatch.recording.EventFields;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.recording.StatusEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;

/**
 * The agent's events among the items that Mission Control has loaded, whatever they were loaded
 * from. O(events); the items stay as they are.
 */
final class ItemRecording {

  private static final Path NOT_A_FILE = Path.of("items");
  private static final String DATA_LOSS = "jdk.DataLoss";

  /** By the name of the event type. */
  private static final Map<String, Function<ItemFields, EventItems>> READERS =
      Map.of(
          SocketConnect.NAME, ConnectItems::new,
          SocketClose.NAME, CloseItems::new,
          AgentStatus.NAME, rare((chunk, event) -> chunk.statuses().add(StatusEvent.of(event))),
          HostTcp.NAME, rare((chunk, event) -> chunk.hostTcp().add(HostTcpEvent.of(event))),
          ConnectCounts.NAME, rare((chunk, event) -> chunk.others().add(CountsEvent.of(event))));

  private final ItemChunks chunks;
  private long lostBytes;

  private ItemRecording(ItemChunks chunks) {
    this.chunks = chunks;
  }

  private static Function<ItemFields, EventItems> rare(BiConsumer<ChunkEvents, EventFields> adder) {
    return fields -> new RareItems(fields, adder);
  }

  /** What the items say about connections; nothing if the agent was not loaded. */
  @SuppressWarnings("deprecation") // nothing else says when the chunks began and ended
  static ConnectionLog read(IItemCollection items) {
    ItemRecording recording = new ItemRecording(ItemChunks.of(items.getUnfilteredTimeRanges()));
    for (IItemIterable ofType : items) {
      recording.addSettings(ofType);
    }
    for (IItemIterable ofType : items) {
      recording.addOthers(ofType);
    }
    return recording.join();
  }

  /** First of all: they begin every chunk, and so tell which chunks are of which JVM. */
  private void addSettings(IItemIterable items) {
    if (NetworkSettings.NAME.equals(items.getType().getIdentifier())) {
      EventItems reader =
          new RareItems(
              fields(items), (chunk, event) -> chunk.settings().add(SettingsEvent.of(event)));
      for (IItem item : items) {
        reader.addTo(chunks.begin(reader.jvmId(item), reader.writtenAt(item)), item);
      }
    }
  }

  private void addOthers(IItemIterable items) {
    String type = items.getType().getIdentifier();
    Function<ItemFields, EventItems> readerOf = READERS.get(type);
    if (readerOf != null) {
      EventItems reader = readerOf.apply(fields(items));
      for (IItem item : items) {
        reader.addTo(chunks.chunk(reader.jvmId(item), reader.writtenAt(item)), item);
      }
    } else if (DATA_LOSS.equals(type)) {
      ItemFields.Field amount = fields(items).field("amount");
      for (IItem item : items) {
        lostBytes += Math.max(0, amount.number(item, 0));
      }
    }
  }

  private static ItemFields fields(IItemIterable items) {
    return new ItemFields(items.getType());
  }

  private ConnectionLog join() {
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    long connects = 0;
    long closes = 0;
    long settings = 0;
    for (ChunkEvents chunk : chunks.all()) {
      builder.add(chunk);
      connects += chunk.connects().size();
      closes += chunk.closes().size();
      settings += chunk.settings().size();
    }
    return builder.build(
        List.of(
            new Recording(
                NOT_A_FILE,
                NOT_A_FILE,
                0,
                chunks.all().size(),
                connects,
                closes,
                settings,
                lostBytes,
                List.of(),
                List.of())));
  }
}
