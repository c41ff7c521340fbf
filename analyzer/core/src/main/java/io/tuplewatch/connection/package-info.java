/**
 * Second step: the agent's events, joined to uses of four-tuples on one clock.
 *
 * <p>{@link ConnectionLog} is the result. A {@link Use} joins a connect with its close; its times
 * are CLOCK_MONOTONIC, so that wall clock steps leave no trace; its {@link ReuseKey} says whose
 * tuple it is. What had to be assumed on the way is counted in {@link Quality}.
 */
@NullMarked
package io.tuplewatch.connection;

import org.jspecify.annotations.NullMarked;
