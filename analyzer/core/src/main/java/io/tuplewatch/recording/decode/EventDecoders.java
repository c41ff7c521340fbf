package io.tuplewatch.recording.decode;

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
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.recording.StatusEvent;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.Metadata;
import io.tuplewatch.recording.format.Shape;
import io.tuplewatch.recording.text.ByteWindow;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The decoders of one chunk: which types of events are read, and by what. Not thread-safe. */
final class EventDecoders {

  private static final String OURS = "tuplewatch.";

  /** Makes the decoder of a type. */
  @FunctionalInterface
  private interface DecoderOf {
    EventDecoder type(Shape type) throws IOException;
  }

  private final Metadata types;
  private final ChunkHeader header;
  private final Texts texts;
  private final Damage damage;

  /** By the number that {@link Metadata} gives a type; null = not wanted. */
  private final @Nullable EventDecoder[] byType;

  /** A type of the agent's that the chunk describes otherwise than it can be read is damage. */
  EventDecoders(Metadata types, ChunkHeader header, Texts texts, Damage damage) throws IOException {
    this.types = types;
    this.header = header;
    this.texts = texts;
    this.damage = damage;
    this.byType = new @Nullable EventDecoder[types.count()];
    add(SocketConnect.NAME, type -> new ConnectDecoder(new TupleBlock(type, texts), header));
    add(PeerDecoder.READ, type -> new PeerDecoder(layout(type), header, texts));
    add(PeerDecoder.WRITE, type -> new PeerDecoder(layout(type), header, texts));
    add(SocketClose.NAME, type -> new CloseDecoder(new TupleBlock(type, texts), header));
    addRare(NetworkSettings.NAME, List.of(), (all, it) -> all.settings().add(SettingsEvent.of(it)));
    addRare(
        AgentStatus.NAME,
        List.of("connects", "closes"),
        (all, it) -> all.statuses().add(StatusEvent.of(it)));
    addRare(
        HostTcp.NAME, List.of("activeOpens"), (all, it) -> all.hostTcp().add(HostTcpEvent.of(it)));
    addRare(
        ConnectCounts.NAME, List.of("connects"), (all, it) -> all.others().add(CountsEvent.of(it)));
    add(DataLossDecoder.NAME, type -> new DataLossDecoder(layout(type), header));
  }

  private void addRare(
      String name, List<String> required, BiConsumer<ChunkEvents, EventFields> adder)
      throws IOException {
    add(name, type -> new RareDecoder(layout(type), header, texts, required, adder));
  }

  private void add(String name, DecoderOf decoder) throws IOException {
    Long id = types.id(name);
    if (id == null) {
      return;
    }
    try {
      byType[types.number(id)] = decoder.type(types.shape(id));
    } catch (IOException e) {
      if (name.startsWith(OURS)) {
        damage.addAll(e);
      }
    }
  }

  private EventLayout layout(Shape type) {
    return new EventLayout(type, texts);
  }

  /** Decoders by the number that {@link Metadata} gives a type; null = not wanted. */
  @Nullable EventDecoder[] byType() {
    return byType;
  }

  /** Whether the chunk describes some of the agent's types only, which it registers together. */
  boolean halfDescribed() throws IOException {
    return (types.id(SocketConnect.NAME) == null) != (types.id(SocketClose.NAME) == null);
  }

  /** Adds what was kept back, before the window moves on. */
  void leaveWindow(ByteWindow window, ChunkEvents events) {
    for (EventDecoder decoder : byType) {
      if (decoder != null) {
        decoder.leaveWindow(window, events);
      }
    }
  }

  /** Adds what had to wait for the texts of the constant pools. */
  void finish(ChunkEvents events) {
    for (EventDecoder decoder : byType) {
      if (decoder != null) {
        decoder.finish(events);
      }
    }
  }
}
