package io.tuplewatch.samples.churn;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One accepted connection: reads a request, sends the reply, and ends as the closing side says;
 * where the client closes first, it may send further requests before. All of them belong to one
 * thread.
 */
final class ServedConnection {

  private enum Step {
    REQUEST,
    REPLY,
    OVER
  }

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

  private final SocketChannel channel;
  private final ByteBuffer scratch;
  private final ClosingSide close;
  private Step step = Step.REQUEST;
  private boolean replied;
  private long replyBytes;

  /**
   * @param scratch to read into; what was read is only counted, so all connections can share it
   */
  ServedConnection(SocketChannel channel, ByteBuffer scratch, ClosingSide close) {
    this.channel = channel;
    this.scratch = scratch;
    this.close = close;
  }

  /**
   * Goes on as far as it can without blocking.
   *
   * @return false when the connection is over and this side has to close it
   * @throws IOException if the client broke it off
   */
  boolean proceed() throws IOException {
    if (step == Step.REQUEST) {
      readRequest();
    }
    if (step == Step.REPLY) {
      sendReply();
    }
    return step != Step.OVER;
  }

  /** What the selector has to wait for. */
  int interest() {
    return step == Step.REPLY ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
  }

  private void readRequest() throws IOException {
    int count = channel.read(scratch.clear());
    if (count < 0 && replied && replyBytes == 0) {
      step = Step.OVER;
    } else if (count < 0) {
      throw new EOFException("the client closed before its request was complete");
    }
    replyBytes += Math.max(0, count);
    if (count > 0 && scratch.get(count - 1) == '\n') {
      step = Step.REPLY;
    }
  }

  private void sendReply() throws IOException {
    ByteBuffer zeros = ZEROS.duplicate();
    int count;
    do {
      count = channel.write(zeros.clear().limit((int) Math.min(replyBytes, zeros.capacity())));
      replyBytes -= count;
    } while (count > 0 && replyBytes > 0);
    if (replyBytes == 0) {
      replied = true;
      step = close == ClosingSide.SERVER ? Step.OVER : Step.REQUEST;
    }
  }
}
