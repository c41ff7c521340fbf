package io.tuplewatch.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.io.FileDescriptor;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * The table of hooks: which method of the JDK's socket classes gets which advice. A class or method
 * a JDK does not have is simply not hooked. Where a signature differs between JDKs, the match is by
 * name and first argument only.
 *
 * <p>{@code Net.connect} is where every attempt meets the kernel; the methods around it know the
 * API, the timeout and the outcome. The dispatcher's {@code close} is the only point every
 * descriptor passes exactly once.
 */
final class SocketInstrumentation {

  private static final String NIO = "sun.nio.ch.";

  /** {@code java.net.Socket} up to JDK 12, and up to 17 with jdk.net.usePlainSocketImpl. */
  private static final String PLAIN_SOCKET = "java.net.AbstractPlainSocketImpl";

  private SocketInstrumentation() {}

  static List<AdviceHook> hooks() {
    return Arrays.asList(
        new AdviceHook(
            NIO + "Net",
            named("connect").and(takesArguments(4)).and(takesArgument(1, FileDescriptor.class)),
            ConnectAdvice.Kernel.class),
        new AdviceHook(
            NIO + "NioSocketImpl",
            named("connect").and(takesArguments(SocketAddress.class, int.class)),
            ConnectAdvice.ByNioSocketImpl.class),
        new AdviceHook(
            NIO + "SocketChannelImpl",
            named("connect").and(takesArguments(SocketAddress.class)),
            ConnectAdvice.BySocketChannel.class),
        new AdviceHook(
            NIO + "SocketChannelImpl",
            named("blockingConnect").and(takesArguments(SocketAddress.class, long.class)),
            ConnectAdvice.BySocketAdaptor.class),
        new AdviceHook(
            NIO + "SocketChannelImpl",
            named("finishConnect").and(takesArguments(0)),
            ConnectAdvice.FinishBySocketChannel.class),
        new AdviceHook(
            NIO + "SocketChannelImpl", named("shutdownOutput"), CloseAdvice.BeforeFin.class),
        new AdviceHook(
            NIO + "SocketChannelImpl",
            named("implCloseSelectableChannel"),
            CloseAdvice.Socket.class),
        new AdviceHook(NIO + "NioSocketImpl", named("shutdownOutput"), CloseAdvice.BeforeFin.class),
        new AdviceHook(
            NIO + "NioSocketImpl", named("close").and(takesArguments(0)), CloseAdvice.Socket.class),
        new AdviceHook(
            NIO + "UnixAsynchronousSocketChannelImpl",
            named("implConnect"),
            AsynchronousAdvice.Connect.class),
        new AdviceHook(
            NIO + "UnixAsynchronousSocketChannelImpl",
            named("finishConnect").and(takesArguments(boolean.class)),
            AsynchronousAdvice.FinishConnect.class),
        new AdviceHook(
            NIO + "UnixAsynchronousSocketChannelImpl",
            named("setConnected").and(takesArguments(0)),
            AsynchronousAdvice.Connected.class),
        new AdviceHook(
            NIO + "AsynchronousSocketChannelImpl",
            named("shutdownOutput"),
            CloseAdvice.BeforeFin.class),
        new AdviceHook(
            NIO + "PendingFuture",
            named("setResult").and(takesArguments(2)),
            AsynchronousAdvice.ResultOfFuture.class),
        new AdviceHook(
            NIO + "Invoker",
            named("invokeUnchecked").and(takesArguments(4)),
            AsynchronousAdvice.ResultOfHandler.class),
        new AdviceHook(
            NIO + "Invoker",
            named("invokeIndirectly").and(takesArgument(4, Throwable.class)),
            AsynchronousAdvice.ResultOfHandlerElsewhere.class),
        new AdviceHook(
            PLAIN_SOCKET,
            named("doConnect").and(takesArguments(3)),
            PlainSocketAdvice.Connect.class),
        new AdviceHook(PLAIN_SOCKET, named("shutdownOutput"), CloseAdvice.BeforeFin.class),
        new AdviceHook(
            PLAIN_SOCKET,
            named("socketPreClose").or(named("socketClose")).and(takesArguments(0)),
            CloseAdvice.Socket.class),
        new AdviceHook(
            NIO + "SocketAdaptor",
            named("connect").and(takesArguments(SocketAddress.class, int.class)),
            PlainSocketAdvice.Adaptor.class),
        // Up to JDK 20 in the first, from 21 on in its new superclass.
        new AdviceHook(NIO + "SocketDispatcher", closing(), CloseAdvice.Descriptor.class),
        new AdviceHook(NIO + "UnixDispatcher", closing(), CloseAdvice.Descriptor.class));
  }

  private static ElementMatcher.Junction<MethodDescription> closing() {
    return named("close")
        .or(named("preClose"))
        .or(named("implPreClose"))
        .and(takesArgument(0, FileDescriptor.class))
        .and(not(isAbstract()))
        .and(not(isNative()));
  }
}
