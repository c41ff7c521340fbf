package io.tuplewatch.witness.capture;

import java.io.IOException;

/** A format of capture files. */
interface CaptureFormat {

  /** Counts all packets from the beginning of the file on; what is damaged is a problem there. */
  void read(CaptureInput input, PacketCounts counts) throws IOException;
}
