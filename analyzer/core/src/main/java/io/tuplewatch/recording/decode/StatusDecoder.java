package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.StatusEvent;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;

/** {@code tuplewatch.AgentStatus} to {@link StatusEvent}. */
final class StatusDecoder extends RareDecoder {

  static final String NAME = "tuplewatch.AgentStatus";

  private final int jvmId;
  private final int connects;
  private final int closes;
  private final int suppressedErrors;

  StatusDecoder(EventLayout layout, ChunkHeader header, Texts texts) throws IOException {
    super(layout, header, texts);
    jvmId = layout.requiredNumber("jvmId");
    connects = layout.requiredNumber("connects");
    closes = layout.requiredNumber("closes");
    suppressedErrors = layout.number("suppressedErrors");
  }

  @Override
  void addKept(ChunkEvents events) {
    events
        .statuses()
        .add(
            StatusEvent.of(
                values.longAt(jvmId, 0),
                start(),
                values.longAt(connects, 0),
                values.longAt(closes, 0),
                values.longAt(suppressedErrors, 0),
                text("events"),
                text("destinations")));
  }
}
