package io.tuplewatch.agent.instrument;

import io.tuplewatch.agent.boot.SocketHooks;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** Advice around closing; see {@link ConnectAdvice} for the rules. */
final class CloseAdvice {

  private CloseAdvice() {}

  /** Methods of a socket implementation that may send a FIN while the descriptor stays open. */
  static final class BeforeFin {
    private BeforeFin() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("fd") FileDescriptor fd) {
      SocketHooks.beforeFin(fd);
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
