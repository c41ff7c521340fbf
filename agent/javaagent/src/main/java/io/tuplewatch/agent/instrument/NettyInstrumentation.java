package io.tuplewatch.agent.instrument;

import static io.tuplewatch.agent.instrument.Operand.argument;
import static io.tuplewatch.agent.instrument.Operand.field;
import static io.tuplewatch.agent.instrument.Operand.handle;
import static io.tuplewatch.agent.instrument.Operand.returned;
import static io.tuplewatch.agent.instrument.Operand.self;
import static io.tuplewatch.agent.instrument.Operand.thrown;

import io.tuplewatch.agent.boot.AgentLog;
import io.tuplewatch.agent.boot.ConnectHooks;
import io.tuplewatch.agent.boot.NettyHooks;
import io.tuplewatch.agent.boot.SocketHooks;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The table of hooks in Netty's transports (4.1 and 4.2), by the end of the class name, since Netty
 * is often relocated into a library (grpc-netty-shaded). Thread-safe.
 *
 * <p>Where the JDK's sockets are used, they are hooked already, and only Netty's connect timeout is
 * added. Its native sockets, epoll and io_uring, are a class of Netty's own with the descriptor's
 * number; in place of the JDK's {@code FileDescriptor} that object is what a socket is tracked by.
 */
final class NettyInstrumentation {

  private static final String EPOLL_CHANNEL = "channel.epoll.AbstractEpollChannel";
  private static final String IO_URING_CHANNEL = "channel.uring.AbstractIoUringChannel";
  private static final String SOCKET = "channel.unix.Socket";
  private static final String DESCRIPTOR = "channel.unix.FileDescriptor";

  final List<List<Hook>> hooksOfClasses = new ArrayList<List<Hook>>();
  private final AtomicBoolean warned = new AtomicBoolean();

  NettyInstrumentation() {
    hooksOfClasses.add(epollChannel());
    hooksOfClasses.add(ioUringChannel());
    hooksOfClasses.add(ioUringCompletions());
    hooksOfClasses.add(socket());
    hooksOfClasses.add(descriptor());
    hooksOfClasses.add(nioChannel());
  }

  /** The hooks of this class, or null. */
  @Nullable List<Hook> hooks(String internalName) {
    if (internalName.indexOf("/channel/") < 0) {
      return null;
    }
    for (List<Hook> hooks : hooksOfClasses) {
      String end = hooks.get(0).className().replace('.', '/');
      if (internalName.endsWith(end)
          && internalName.charAt(internalName.length() - end.length() - 1) == '/') {
        return hooks;
      }
    }
    return null;
  }

  /**
   * Whether classes of this loader see our boot classes. OSGi frameworks hide them unless told
   * otherwise; woven all the same, each connect would fail to find them.
   */
  boolean canCallHooks(ClassLoader loader) {
    try {
      if (Class.forName(NettyHooks.class.getName(), false, loader) == NettyHooks.class) {
        return true;
      }
    } catch (ClassNotFoundException e) {
      AgentLog.detail("hidden by " + loader.getClass().getName());
    } catch (LinkageError e) {
      AgentLog.detail("hidden by " + loader.getClass().getName() + ": " + e);
    }
    if (warned.compareAndSet(false, true)) {
      AgentLog.warn(
          "Netty's class loader hides the agent's classes, so connects of Netty's native transports"
              + " are not recorded (in OSGi, set"
              + " org.osgi.framework.bootdelegation=io.tuplewatch.agent.boot; with JBoss Modules,"
              + " set jboss.modules.system.pkgs=io.tuplewatch.agent.boot)");
    }
    return false;
  }

  private static List<Hook> epollChannel() {
    List<Hook> hooks = new ArrayList<Hook>();
    hooks.add(
        Hook.on(EPOLL_CHANNEL, "doConnect")
            .withArguments(2)
            .withArgument(0, SocketAddress.class)
            .before(
                Call.to(
                    NettyHooks.class, "enterEpollConnect", self(), field("socket"), argument(0)))
            .after(leaveWithResult()));
    return hooks;
  }

  private static List<Hook> ioUringChannel() {
    List<Hook> hooks = new ArrayList<Hook>();
    hooks.add(
        Hook.on(IO_URING_CHANNEL, "submitConnect")
            .withArguments(1)
            .withArgument(0, InetSocketAddress.class)
            .before(
                Call.to(
                    NettyHooks.class, "enterIoUringConnect", self(), field("socket"), argument(0)))
            .after(Call.to(NettyHooks.class, "leaveIoUringConnect", handle(), thrown())));
    return hooks;
  }

  private static List<Hook> ioUringCompletions() {
    String unsafe = IO_URING_CHANNEL + "$AbstractUringUnsafe";
    List<Hook> hooks = new ArrayList<Hook>();
    hooks.add(
        Hook.on(unsafe, "connectComplete")
            .withArgument(1, int.class)
            .before(Call.to(NettyHooks.class, "ioUringCompletes", field("this$0"), argument(1))));
    hooks.add(
        Hook.on(unsafe, "fulfillConnectPromise")
            .withArguments(2)
            .withArgument(1, Throwable.class)
            .before(Call.to(NettyHooks.class, "ioUringFails", field("this$0"), argument(1))));
    return hooks;
  }

  private static List<Hook> socket() {
    List<Hook> hooks = new ArrayList<Hook>();
    hooks.add(
        Hook.on(SOCKET, "connect")
            .withArguments(1)
            .withArgument(0, SocketAddress.class)
            .before(Call.to(NettyHooks.class, "enterKernelConnect", self(), argument(0)))
            .after(leaveKernel()));
    hooks.add(fastOpen("sendTo", 6));
    hooks.add(fastOpen("sendToAddress", 6));
    hooks.add(fastOpen("sendToAddresses", 5));
    hooks.add(
        Hook.on(SOCKET, "finishConnect")
            .withArguments(0)
            .before(Call.to(ConnectHooks.class, "enterFinishConnect", self()))
            .after(leaveWithResult()));
    hooks.add(
        Hook.on(SOCKET, "shutdown")
            .withArguments(2)
            .before(Call.to(NettyHooks.class, "beforeShutdown", self(), argument(0), argument(1))));
    hooks.add(
        Hook.on(SOCKET, "setSoLinger")
            .withArguments(1)
            .before(Call.to(SocketHooks.class, "beforeLinger")));
    return hooks;
  }

  /** TCP Fast Open: the first data is sent instead of connecting. Last: address, port, whether. */
  private static Hook fastOpen(String method, int arguments) {
    return Hook.on(SOCKET, method)
        .withArguments(arguments)
        .withArgument(arguments - 1, boolean.class)
        .before(
            Call.to(
                NettyHooks.class,
                "enterFastOpen",
                self(),
                argument(arguments - 3),
                argument(arguments - 2),
                argument(arguments - 1)))
        .after(leaveKernel());
  }

  /** A registered io_uring channel is marked closed, and closed by the kernel's ring. */
  private static List<Hook> descriptor() {
    Call enterClose = Call.to(NettyHooks.class, "enterClose", self());
    List<Hook> hooks = new ArrayList<Hook>();
    hooks.add(Hook.on(DESCRIPTOR, "close").withArguments(0).before(enterClose));
    hooks.add(Hook.on(DESCRIPTOR, "markClosed").withArguments(0).before(enterClose));
    return hooks;
  }

  private static List<Hook> nioChannel() {
    List<Hook> hooks = new ArrayList<Hook>();
    hooks.add(
        Hook.on("channel.socket.nio.NioSocketChannel", "doConnect")
            .withArguments(2)
            .before(Call.to(NettyHooks.class, "enterNioConnect", self()))
            .after(Call.to(NettyHooks.class, "leaveNioConnect", handle(), returned(), thrown())));
    return hooks;
  }

  private static Call leaveKernel() {
    return Call.to(NettyHooks.class, "leaveKernelConnect", handle(), self(), thrown());
  }

  private static Call leaveWithResult() {
    return Call.to(ConnectHooks.class, "leaveWithResult", handle(), returned(), thrown());
  }
}
