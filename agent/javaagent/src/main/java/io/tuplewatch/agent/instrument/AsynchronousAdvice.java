package io.tuplewatch.agent.instrument;

import io.tuplewatch.agent.boot.AsynchronousHooks;
import java.io.FileDescriptor;
import java.net.SocketAddress;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Advice around asynchronous connecting; see {@link ConnectAdvice} for the rules. */
final class AsynchronousAdvice {

  private AsynchronousAdvice() {}

  /** {@code UnixAsynchronousSocketChannelImpl.implConnect(SocketAddress, A, CompletionHandler)}. */
  static final class Connect {
    private Connect() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.FieldValue("fd") FileDescriptor fd,
        @Advice.FieldValue(value = "localAddress", typing = Assigner.Typing.DYNAMIC)
            @Nullable Object localAddress,
        @Advice.Argument(0) SocketAddress remote) {
      return AsynchronousHooks.enterConnect(fd, remote, localAddress != null);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (call != null) {
        AsynchronousHooks.leave(call, result, thrown);
      }
    }
  }

  /** {@code UnixAsynchronousSocketChannelImpl.finishConnect(boolean)}. */
  static final class FinishConnect {
    private FinishConnect() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.FieldValue("fd") FileDescriptor fd) {
      return AsynchronousHooks.enterFinishConnect(fd);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object call, @Advice.Thrown @Nullable Throwable thrown) {
      if (call != null) {
        AsynchronousHooks.leave(call, null, thrown);
      }
    }
  }

  /** {@code UnixAsynchronousSocketChannelImpl.setConnected}. */
  static final class Connected {
    private Connected() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.FieldValue("fd") FileDescriptor fd) {
      AsynchronousHooks.connected(fd);
    }
  }

  /** {@code PendingFuture.setResult(V, Throwable)}. */
  static final class ResultOfFuture {
    private ResultOfFuture() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(1) @Nullable Throwable thrown) {
      if (thrown != null) {
        AsynchronousHooks.failed(thrown);
      }
    }
  }

  /** {@code Invoker.invokeUnchecked(CompletionHandler, A, V, Throwable)}. */
  static final class ResultOfHandler {
    private ResultOfHandler() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(3) @Nullable Throwable thrown) {
      if (thrown != null) {
        AsynchronousHooks.failed(thrown);
      }
    }
  }

  /** {@code Invoker.invokeIndirectly(AsynchronousChannel, CompletionHandler, A, V, Throwable)}. */
  static final class ResultOfHandlerElsewhere {
    private ResultOfHandlerElsewhere() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(4) @Nullable Throwable thrown) {
      if (thrown != null) {
        AsynchronousHooks.failed(thrown);
      }
    }
  }
}
