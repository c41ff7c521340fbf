package io.tuplewatch.cli.scrub;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes on and is not closed: the writer closes its file with every chunk. */
final class KeptOpen extends FilterOutputStream {

  KeptOpen(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
