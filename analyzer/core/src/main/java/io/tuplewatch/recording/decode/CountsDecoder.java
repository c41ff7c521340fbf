package io.tuplewatch.recording.decode;

import io.tuplewatch.events.ConnectCounts;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CountsEvent;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;

/** {@code tuplewatch.ConnectCounts} to {@link CountsEvent}. */
final class CountsDecoder extends RareDecoder {

  static final String NAME = ConnectCounts.NAME;

  private final int jvmId;
  private final int port;
  private final int connects;
  private final int failures;
  private final int earlyReuses;
  private final int failedEarlyReuses;
  private final int firstUses;

  CountsDecoder(EventLayout layout, ChunkHeader header, Texts texts) throws IOException {
    super(layout, header, texts);
    jvmId = layout.requiredNumber("jvmId");
    port = layout.number("port");
    connects = layout.requiredNumber("connects");
    failures = layout.number("failures");
    earlyReuses = layout.number("earlyReuses");
    failedEarlyReuses = layout.number("failedEarlyReuses");
    firstUses = layout.number("firstUses");
  }

  @Override
  void addKept(ChunkEvents events) {
    events
        .others()
        .add(
            new CountsEvent(
                values.longAt(jvmId, 0),
                start(),
                text("address"),
                values.intAt(port, -1),
                values.longAt(connects, 0),
                values.longAt(failures, 0),
                values.longAt(earlyReuses, 0),
                values.longAt(failedEarlyReuses, 0),
                values.longAt(firstUses, 0)));
  }
}
