/**
 * Which methods of the JDK and of Netty are hooked, and the weaving itself. Lives in a class loader
 * of its own together with Byte Buddy; nothing here runs after the agent has started, except the
 * transformer's name check when a class is loaded.
 */
@NullMarked
package io.tuplewatch.agent.instrument;

import org.jspecify.annotations.NullMarked;
