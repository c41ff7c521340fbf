/**
 * What instrumented classes, the JDK's and Netty's, call, on the bootstrap loader.
 *
 * <p>{@link io.tuplewatch.agent.boot.SocketHooks} and the doors beside it, one per API, are the
 * only way in. They find the {@code TrackedSocket} of a file descriptor in the {@code
 * TrackedSockets} table; that object is the state machine of one socket, from its connect attempt
 * to its close, and writes its two events. {@link io.tuplewatch.agent.boot.FlightRecording} says
 * whether anything is being recorded at all.
 *
 * <p>On a connect path there is no I/O, no name lookup, no lock shared between sockets, and no lock
 * held across a blocking call.
 */
@NullMarked
package io.tuplewatch.agent.boot;

import org.jspecify.annotations.NullMarked;
