package io.tuplewatch.agent.instrument;

import static io.tuplewatch.agent.instrument.Operand.argument;
import static io.tuplewatch.agent.instrument.Operand.field;
import static io.tuplewatch.agent.instrument.Operand.handle;
import static io.tuplewatch.agent.instrument.Operand.returned;
import static io.tuplewatch.agent.instrument.Operand.self;
import static io.tuplewatch.agent.instrument.Operand.thrown;

import io.tuplewatch.agent.boot.AdaptorHooks;
import io.tuplewatch.agent.boot.AsynchronousHooks;
import io.tuplewatch.agent.boot.BindHooks;
import io.tuplewatch.agent.boot.ConnectHooks;
import io.tuplewatch.agent.boot.SocketHooks;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The table of hooks in the JDK: which method of its socket classes calls what.
 *
 * <p>{@code Net.connect} is where every attempt meets the kernel; the methods around it know the
 * API, the timeout and the outcome. The dispatcher's {@code close} is the only point every
 * descriptor passes exactly once.
 */
final class SocketInstrumentation {

  private static final String NIO = "sun.nio.ch.";
  private static final String CHANNEL = NIO + "SocketChannelImpl";

  /** {@code java.net.Socket} from JDK 13 on. */
  private static final String NIO_SOCKET = NIO + "NioSocketImpl";

  /** {@code java.net.Socket} up to JDK 12, and up to 17 with jdk.net.usePlainSocketImpl. */
  private static final String PLAIN_SOCKET = "java.net.AbstractPlainSocketImpl";

  private static final String ASYNCHRONOUS = NIO + "UnixAsynchronousSocketChannelImpl";

  private SocketInstrumentation() {}

  static List<Hook> hooks() {
    List<Hook> hooks = new ArrayList<Hook>();
    addKernelConnect(hooks);
    addSocketConnects(hooks);
    addChannelConnects(hooks);
    addPlainSocketConnects(hooks);
    addAsynchronousConnects(hooks);
    addBinds(hooks);
    addCloses(hooks);
    addLingers(hooks);
    return hooks;
  }

  private static void addKernelConnect(List<Hook> hooks) {
    hooks.add(
        Hook.on(NIO + "Net", "connect")
            .withArguments(4)
            .withArgument(1, FileDescriptor.class)
            .before(
                Call.to(
                    SocketHooks.class, "enterKernelConnect", argument(1), argument(2), argument(3)))
            .after(
                Call.to(SocketHooks.class, "leaveKernelConnect", handle(), argument(1), thrown())));
    hooks.add(
        Hook.on(NIO + "Net", "localAddress")
            .withArguments(1)
            .withArgument(0, FileDescriptor.class)
            .after(Call.to(SocketHooks.class, "localAddressAsked", argument(0), returned())));
  }

  private static void addSocketConnects(List<Hook> hooks) {
    hooks.add(
        Hook.on(NIO_SOCKET, "connect")
            .withArguments(2)
            .withArgument(0, SocketAddress.class)
            .before(
                Call.to(
                    ConnectHooks.class,
                    "enterSocket",
                    fd(),
                    field("localport", int.class),
                    argument(0),
                    argument(1)))
            .after(leaveConnect()));
  }

  private static void addChannelConnects(List<Hook> hooks) {
    hooks.add(
        Hook.on(CHANNEL, "connect")
            .withArguments(1)
            .before(
                Call.to(
                    ConnectHooks.class,
                    "enterChannel",
                    self(),
                    fd(),
                    field("localAddress"),
                    argument(0)))
            .after(leaveConnectWithResult()));
    hooks.add(
        Hook.on(CHANNEL, "blockingConnect")
            .withArguments(2)
            .withArgument(0, SocketAddress.class)
            .before(
                Call.to(
                    ConnectHooks.class,
                    "enterSocketAdaptor",
                    fd(),
                    field("localAddress"),
                    argument(0),
                    argument(1)))
            .after(leaveConnect()));
    hooks.add(
        Hook.on(CHANNEL, "finishConnect")
            .withArguments(0)
            .before(Call.to(ConnectHooks.class, "enterFinishConnect", fd()))
            .after(leaveConnectWithResult()));
  }

  /** JDK 8 to 12. */
  private static void addPlainSocketConnects(List<Hook> hooks) {
    hooks.add(
        Hook.on(PLAIN_SOCKET, "doConnect")
            .withArguments(3)
            .before(
                Call.to(
                    ConnectHooks.class,
                    "enterPlainSocket",
                    fd(),
                    field("localport", int.class),
                    argument(0),
                    argument(1),
                    argument(2)))
            .after(Call.to(ConnectHooks.class, "leavePlainSocket", handle(), fd(), thrown())));
    hooks.add(
        Hook.on(NIO + "SocketAdaptor", "connect")
            .withArguments(2)
            .withArgument(0, SocketAddress.class)
            .before(Call.to(AdaptorHooks.class, "enterConnect", argument(1)))
            .after(Call.to(AdaptorHooks.class, "leaveConnect", handle(), thrown())));
  }

  private static void addAsynchronousConnects(List<Hook> hooks) {
    hooks.add(
        Hook.on(ASYNCHRONOUS, "implConnect")
            .before(
                Call.to(
                    AsynchronousHooks.class,
                    "enterConnect",
                    fd(),
                    field("localAddress", InetSocketAddress.class),
                    argument(0)))
            .after(Call.to(AsynchronousHooks.class, "leave", handle(), returned(), thrown())));
    hooks.add(
        Hook.on(ASYNCHRONOUS, "finishConnect")
            .withArguments(1)
            .before(Call.to(AsynchronousHooks.class, "enterFinishConnect", fd()))
            .after(Call.to(AsynchronousHooks.class, "leaveFinishConnect", handle(), thrown())));
    hooks.add(
        Hook.on(ASYNCHRONOUS, "setConnected")
            .withArguments(0)
            .after(Call.to(AsynchronousHooks.class, "connected", fd(), thrown())));
    hooks.add(failed("PendingFuture", "setResult", 2, 1));
    hooks.add(failed("Invoker", "invokeUnchecked", 4, 3));
    hooks.add(failed("Invoker", "invokeIndirectly", 5, 4));
  }

  /** Where an exception is handed to a future or a completion handler. */
  private static Hook failed(String className, String method, int arguments, int thrown) {
    return Hook.on(NIO + className, method)
        .withArguments(arguments)
        .withArgument(thrown, Throwable.class)
        .before(Call.to(AsynchronousHooks.class, "failed", argument(thrown)));
  }

  private static void addBinds(List<Hook> hooks) {
    Call leave = Call.to(BindHooks.class, "leave", thrown());
    hooks.add(
        Hook.on(CHANNEL, "bind")
            .withArguments(1)
            .withArgument(0, SocketAddress.class)
            .after(leave));
    hooks.add(
        Hook.on(NIO + "AsynchronousSocketChannelImpl", "bind")
            .withArguments(1)
            .withArgument(0, SocketAddress.class)
            .after(leave));
    hooks.add(
        Hook.on(NIO_SOCKET, "bind")
            .withArguments(2)
            .after(
                Call.to(BindHooks.class, "leaveSocket", field("server", boolean.class), thrown())));
    hooks.add(
        Hook.on(PLAIN_SOCKET, "bind")
            .withArguments(2)
            .after(
                Call.to(
                    BindHooks.class,
                    "leavePlainSocket",
                    field("serverSocket", ServerSocket.class),
                    thrown())));
  }

  private static void addCloses(List<Hook> hooks) {
    Call beforeFin = Call.to(SocketHooks.class, "beforeFin", fd());
    Call beforeShutdownInput = Call.to(SocketHooks.class, "beforeShutdownInput", fd());
    String asynchronous = NIO + "AsynchronousSocketChannelImpl";
    for (String socket : new String[] {CHANNEL, NIO_SOCKET, PLAIN_SOCKET, asynchronous}) {
      hooks.add(Hook.on(socket, "shutdownOutput").before(beforeFin));
      hooks.add(Hook.on(socket, "shutdownInput").before(beforeShutdownInput));
    }

    Call closeSocket = Call.to(SocketHooks.class, "enterClose", fd());
    hooks.add(Hook.on(CHANNEL, "implCloseSelectableChannel").before(closeSocket));
    hooks.add(Hook.on(NIO_SOCKET, "close").withArguments(0).before(closeSocket));
    hooks.add(Hook.on(PLAIN_SOCKET, "socketPreClose").withArguments(0).before(closeSocket));
    hooks.add(Hook.on(PLAIN_SOCKET, "socketClose").withArguments(0).before(closeSocket));

    // Up to JDK 20 in the first, from 21 on in its new superclass.
    Call closeDescriptor = Call.to(SocketHooks.class, "enterClose", argument(0));
    for (String dispatcher : new String[] {NIO + "SocketDispatcher", NIO + "UnixDispatcher"}) {
      for (String method : new String[] {"close", "preClose", "implPreClose"}) {
        hooks.add(
            Hook.on(dispatcher, method)
                .withArgument(0, FileDescriptor.class)
                .before(closeDescriptor));
      }
    }
  }

  private static void addLingers(List<Hook> hooks) {
    hooks.add(
        Hook.on(NIO + "Net", "setSocketOption")
            .withArguments(4)
            .withArgument(2, SocketOption.class)
            .before(Call.to(SocketHooks.class, "beforeOption", argument(2))));
    hooks.add(
        Hook.on(PLAIN_SOCKET, "setOption")
            .withArguments(2)
            .withArgument(0, int.class)
            .before(Call.to(ConnectHooks.class, "beforePlainOption", argument(0))));
  }

  /** Whether none of the classes is loaded yet of which an application can have a socket. */
  static boolean noneLoaded(List<Class<?>> loaded) {
    Set<String> sockets = new HashSet<String>();
    for (Hook hook : hooks()) {
      if (hook.readsDescriptor()) {
        sockets.add(hook.className());
      }
    }
    for (Class<?> type : loaded) {
      if (type.getClassLoader() != null || sockets.contains(type.getName())) {
        return false;
      }
    }
    return true;
  }

  private static Operand fd() {
    return field("fd", FileDescriptor.class);
  }

  private static Call leaveConnect() {
    return Call.to(ConnectHooks.class, "leave", handle(), thrown());
  }

  private static Call leaveConnectWithResult() {
    return Call.to(ConnectHooks.class, "leaveWithResult", handle(), returned(), thrown());
  }
}
