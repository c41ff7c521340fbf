package io.tuplewatch.jmc;

import io.tuplewatch.jmc.ItemFields.Field;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvent;
import org.openjdk.jmc.common.item.IItem;

/** Reads {@code tuplewatch.SocketClose} of one type description. */
final class CloseItems implements EventItems {

  private final ItemFields fields;
  private final Field jvmId;
  private final Field connectionId;
  private final Field host;
  private final Field address;
  private final Field port;
  private final Field localAddress;
  private final Field localPort;
  private final Field closedBy;

  CloseItems(ItemFields fields) {
    this.fields = fields;
    jvmId = fields.field("jvmId");
    connectionId = fields.field("connectionId");
    host = fields.field("host");
    address = fields.field("address");
    port = fields.field("port");
    localAddress = fields.field("localAddress");
    localPort = fields.field("localPort");
    closedBy = fields.field("closedBy");
  }

  @Override
  public long jvmId(IItem item) {
    return jvmId.jvmId(item);
  }

  @Override
  public long writtenAt(IItem item) {
    return fields.start(item);
  }

  @Override
  public void addTo(ChunkEvents chunk, IItem item) {
    chunk
        .closes()
        .add(
            new CloseEvent(
                jvmId.jvmId(item),
                connectionId.number(item, 0),
                fields.start(item),
                host.text(item),
                address.text(item),
                port.integer(item, -1),
                localAddress.text(item),
                localPort.integer(item, -1),
                closedBy.text(item)));
  }
}
