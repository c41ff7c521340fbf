package io.tuplewatch.agent.boot;

import io.tuplewatch.events.Api;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The door for the channel's socket adaptor of JDK 8 to 12, which connects with a timeout by way of
 * a non-blocking connect; see {@link SocketHooks} for the rules.
 */
public final class AdaptorHooks {

  private AdaptorHooks() {}

  /** The adaptor's connect is entered. */
  public static @Nullable Object enterConnect(int timeoutMillis) {
    try {
      return timeoutMillis > 0 && Attachment.isRecording()
          ? ConnectCall.enter(timeoutMillis, Api.CHANNEL)
          : null;
    } catch (Throwable t) {
      SocketHooks.suppress(t);
      return null;
    }
  }

  /** The adaptor's connect is left. */
  @Hidden
  @HideFrame
  public static void leaveConnect(@Nullable Object call, @Nullable Throwable thrown) {
    try {
      if (call != null) {
        ((ConnectCall) call).leave(thrown == null, thrown);
      }
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
  }
}
