/**
 * A workload of short TCP connections, as two processes: a server, and a client that connects,
 * sends some bytes, gets as many back and closes, over and over. Both can log every connection, so
 * that what an observer recorded can be compared with what happened.
 *
 * <p>{@link io.tuplewatch.samples.churn.Churn} is the command; {@code ServerOptions} and {@code
 * ClientOptions} are what it was asked, {@code Server} and {@code Client} do it. The client reaches
 * the kernel through one of three JDK APIs, each a {@code Connector}.
 *
 * <p>On the wire: the request is any number of bytes of which the last, and only the last, is a
 * line feed; the reply is as many zero bytes. So the server needs no size beforehand, and only the
 * side that closes first has to be agreed on.
 */
@NullMarked
package io.tuplewatch.samples.churn;

import org.jspecify.annotations.NullMarked;
