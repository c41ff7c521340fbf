/**
 * Which JDK methods are instrumented, with what advice, and the weaving itself. Lives in a class
 * loader of its own together with Byte Buddy; nothing here runs after the agent has started, except
 * the transformer's name check when a class is loaded.
 */
@NullMarked
package io.tuplewatch.agent.instrument;

import org.jspecify.annotations.NullMarked;
