/**
 * Simulated connects. A {@link io.tuplewatch.selection.simulation.Scenario} says when they come and
 * how they end, and {@link io.tuplewatch.selection.simulation.Simulation} counts what becomes of
 * them under one algorithm; {@link io.tuplewatch.selection.simulation.SimulationStudy} runs several
 * side by side. {@link io.tuplewatch.selection.simulation.DestinationPorts} is the same for
 * connects that come one at a time. The start of each search follows from a hash and a counter that
 * {@link io.tuplewatch.selection.simulation.StartSequence} keeps, as the kernel does.
 */
@NullMarked
package io.tuplewatch.selection.simulation;

import org.jspecify.annotations.NullMarked;
