package io.tuplewatch.recording;

import java.io.IOException;
import java.util.Map;

/** {@code tuplewatch.NetworkSettings} to {@link SettingsEvent}. Rare: looks fields up each time. */
final class SettingsDecoder extends EventDecoder {

  SettingsDecoder(EventLayout layout, ChunkHeader header, Map<String, String> strings)
      throws IOException {
    super(layout, header, strings);
  }

  @Override
  void addTo(ChunkEvents events) {
    events
        .settings()
        .add(
            new SettingsEvent(
                jvmId(),
                start(),
                text(values.text("hostName")),
                text(values.text("kernelRelease")),
                text(values.text("bootId")),
                values.longAt(values.number("networkNamespace"), -1),
                text(values.text("containerId")),
                setting("ephemeralLow"),
                setting("ephemeralHigh"),
                setting("tcpTwReuse"),
                setting("tcpTwReuseDelay"),
                setting("tcpSynRetries"),
                setting("tcpSynLinearTimeouts"),
                setting("portStepWidth"),
                setting("retryRandomPort"),
                text(values.text("reservedPorts")),
                values.longAt(values.number("reservedPortsHash"), 0),
                values.longAt(values.number("monotonicOffset"), SettingsEvent.UNKNOWN)));
  }

  private int setting(String name) {
    return values.intAt(values.number(name), -1);
  }
}
