/**
 * Models of how Linux picks the source port at connect(), and their simulation. Pure computation:
 * time and seeds come in as arguments.
 *
 * <p>The <b>model</b> of one selection: a {@link io.tuplewatch.selection.PortSpace} (what may be
 * chosen at all) and {@link io.tuplewatch.selection.Candidates} (what one destination can still
 * use) are searched by a {@link io.tuplewatch.selection.SelectionAlgorithm}, from a start that each
 * destination's {@link io.tuplewatch.selection.StartSequence} hides. The <b>simulation</b>: a
 * {@link io.tuplewatch.selection.Scenario} says when connects come and how they end, and {@link
 * io.tuplewatch.selection.Simulation} counts what becomes of them; {@link
 * io.tuplewatch.selection.SimulationStudy} runs several side by side.
 *
 * <p>Kernels from 5.18 and its stable backports on are modelled; before, the table had 256 entries
 * and no re-salt.
 */
@NullMarked
package io.tuplewatch.selection;

import org.jspecify.annotations.NullMarked;
