package io.tuplewatch.agent.boot;

import org.jspecify.annotations.Nullable;

/**
 * The door for the channel's socket adaptor of JDK 8 to 12, which connects with a timeout by way of
 * a non-blocking connect; see {@link SocketHooks} for the rules.
 */
public final class AdaptorHooks {

  private AdaptorHooks() {}

  /** The adaptor's connect is entered. */
  public static @Nullable Object enterConnect(long timeoutMillis) {
    try {
      return timeoutMillis > 0 && Attachment.isRecording()
          ? ConnectCall.enterAdaptor(timeoutMillis)
          : null;
    } catch (Throwable t) {
      SocketHooks.suppress(t);
      return null;
    }
  }

  /** The adaptor's connect is left. */
  public static void leaveConnect(Object call, @Nullable Throwable thrown) {
    try {
      ConnectCall left = (ConnectCall) call;
      left.leave();
      TrackedSocket socket = left.socket();
      if (socket != null) {
        SocketHooks.leave(socket, thrown == null, thrown);
      }
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
  }
}
