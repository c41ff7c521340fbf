package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;

/** {@code tuplewatch.NetworkSettings} to {@link SettingsEvent}. */
final class SettingsDecoder extends RareDecoder {

  private final int jvmId;

  SettingsDecoder(EventLayout layout, ChunkHeader header, Texts texts) throws IOException {
    super(layout, header, texts);
    jvmId = layout.requiredNumber("jvmId");
  }

  @Override
  void addKept(ChunkEvents events) {
    events
        .settings()
        .add(
            new SettingsEvent(
                values.longAt(jvmId, 0),
                start(),
                text("hostName"),
                text("kernelRelease"),
                text("bootId"),
                values.longAt(values.number("networkNamespace"), -1),
                text("containerId"),
                setting("ephemeralLow"),
                setting("ephemeralHigh"),
                setting("tcpTwReuse"),
                setting("tcpTwReuseDelay"),
                setting("tcpSynRetries"),
                setting("tcpSynLinearTimeouts"),
                setting("portStepWidth"),
                setting("retryRandomPort"),
                text("reservedPorts"),
                values.longAt(values.number("reservedPortsHash"), 0),
                values.longAt(values.number("monotonicOffset"), SettingsEvent.UNKNOWN),
                setting("tcpMaxTwBuckets"),
                setting("ipNonlocalBind"),
                setting("conntrackTimeWait"),
                setting("conntrackClose"),
                SettingsEvent.epochNanos(values.longAt(values.number("previouslyReadAt"), 0))));
  }

  private int setting(String name) {
    return values.intAt(values.number(name), -1);
  }
}
