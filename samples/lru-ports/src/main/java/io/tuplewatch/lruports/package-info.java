/**
 * Source ports chosen least recently used: each new connection is bound to the port that was used
 * least recently toward its destination, so that a four-tuple rests as long as the range of ports
 * and the rate of connects allow.
 *
 * <p>{@link LruPorts} is the way in, {@link LruSocketFactory} what drivers and HTTP clients take,
 * {@link NettyLruPorts} the same for Netty. {@link PortTable} is the order of one destination's
 * ports, {@link PortChoice} how a connection comes to its port, {@link PortSettings} what the
 * kernel permits.
 */
@NullMarked
package io.tuplewatch.lruports;

import org.jspecify.annotations.NullMarked;
