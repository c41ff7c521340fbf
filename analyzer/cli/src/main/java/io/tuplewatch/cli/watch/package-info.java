/**
 * Running JVMs, followed through the repository of their flight recorder while it is written: no
 * port is opened in them and nothing is asked of them. Connects are classified by core's own code,
 * so that what is counted here is what an analysis of the same recording counts.
 *
 * <p>A feed reads events on a thread of its own; {@link io.tuplewatch.cli.watch.JvmEvents} makes
 * connects of them; the {@link io.tuplewatch.cli.watch.Board} counts them; lines, table, metrics
 * and alarm show them.
 */
@NullMarked
package io.tuplewatch.cli.watch;

import org.jspecify.annotations.NullMarked;
