package io.tuplewatch.agent.instrument;

import io.tuplewatch.agent.boot.SocketHooks;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Advice around closing; see {@link ConnectAdvice} for the rules. */
final class CloseAdvice {

  private CloseAdvice() {}

  /** Methods of a socket implementation that send a FIN and leave the socket open. */
  static final class BeforeFin {
    private BeforeFin() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("fd") FileDescriptor fd) {
      SocketHooks.beforeFin(fd);
    }
  }

  /** Closing methods of a socket implementation. */
  static final class Socket {
    private Socket() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("fd") @Nullable FileDescriptor fd) {
      SocketHooks.enterClose(fd);
    }
  }

  /** {@code close} and {@code preClose} of a descriptor's dispatcher. */
  static final class Descriptor {
    private Descriptor() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) FileDescriptor fd) {
      SocketHooks.enterClose(fd);
    }
  }
}
