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
            NIO + "SocketChannelImpl",
            named("shutdownOutput").or(named("implCloseSelectableChannel")),
            CloseAdvice.BeforeFin.class),
        new AdviceHook(
            NIO + "NioSocketImpl",
            named("shutdownOutput").or(named("close").and(takesArguments(0))),
            CloseAdvice.BeforeFin.class),
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
