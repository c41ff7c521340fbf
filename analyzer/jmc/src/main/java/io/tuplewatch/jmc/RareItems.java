package io.tuplewatch.jmc;

import io.tuplewatch.events.AgentStatus;
import io.tuplewatch.events.ConnectCounts;
import io.tuplewatch.events.HostTcp;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CountsEvent;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.recording.StatusEvent;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.item.IItem;

/** Reads the agent's other events, of which there are few: fields are looked up by name. */
final class RareItems implements EventItems {

  private final String type;
  private final ItemFields fields;

  /** {@code type} is the name of the event. */
  RareItems(String type, ItemFields fields) {
    this.type = type;
    this.fields = fields;
  }

  @Override
  public long jvmId(IItem item) {
    return number(item, "jvmId", 0);
  }

  @Override
  public long writtenAt(IItem item) {
    return fields.start(item);
  }

  @Override
  public void addTo(ChunkEvents chunk, IItem item) {
    switch (type) {
      case NetworkSettings.NAME -> chunk.settings().add(settings(item));
      case AgentStatus.NAME -> chunk.statuses().add(status(item));
      case HostTcp.NAME -> chunk.hostTcp().add(hostTcp(item));
      case ConnectCounts.NAME -> chunk.others().add(counts(item));
      default -> {}
    }
  }

  private SettingsEvent settings(IItem item) {
    return new SettingsEvent(
        jvmId(item),
        fields.start(item),
        text(item, "hostName"),
        text(item, "kernelRelease"),
        text(item, "bootId"),
        number(item, "networkNamespace", -1),
        text(item, "containerId"),
        setting(item, "ephemeralLow"),
        setting(item, "ephemeralHigh"),
        setting(item, "tcpTwReuse"),
        setting(item, "tcpTwReuseDelay"),
        setting(item, "tcpSynRetries"),
        setting(item, "tcpSynLinearTimeouts"),
        setting(item, "portStepWidth"),
        setting(item, "retryRandomPort"),
        text(item, "reservedPorts"),
        number(item, "reservedPortsHash", 0),
        number(item, "monotonicOffset", SettingsEvent.UNKNOWN));
  }

  private StatusEvent status(IItem item) {
    return StatusEvent.of(
        jvmId(item),
        fields.start(item),
        number(item, "connects", 0),
        number(item, "closes", 0),
        number(item, "suppressedErrors", 0),
        text(item, "events"),
        text(item, "destinations"));
  }

  private HostTcpEvent hostTcp(IItem item) {
    return new HostTcpEvent(jvmId(item), fields.start(item), number(item, "activeOpens", 0));
  }

  private CountsEvent counts(IItem item) {
    return new CountsEvent(
        jvmId(item),
        fields.start(item),
        text(item, "address"),
        setting(item, "port"),
        number(item, "connects", 0),
        number(item, "failures", 0),
        number(item, "earlyReuses", 0),
        number(item, "failedEarlyReuses", 0),
        number(item, "firstUses", 0));
  }

  private @Nullable String text(IItem item, String name) {
    return fields.field(name).text(item);
  }

  private long number(IItem item, String name, long ifAbsent) {
    return fields.field(name).number(item, ifAbsent);
  }

  private int setting(IItem item, String name) {
    return fields.field(name).integer(item, -1);
  }
}
