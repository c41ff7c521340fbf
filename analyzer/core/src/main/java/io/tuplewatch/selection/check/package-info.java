/**
 * Which algorithm made these ports? A recording shows the ports that connects got, never where the
 * kernel began to look. So each algorithm is given the same ports and asked how probable they are
 * to it, over all it cannot know: the hidden start, its random moves, the connects of others in
 * between. {@link io.tuplewatch.selection.check.SelectionCheck} compares, and says "cannot tell"
 * where the answers are too close.
 *
 * <p>{@code ConnectTimeline} (what one destination got) -> {@code ResaltPhaseEstimator} (where its
 * windows of 10 s begin) -> {@code Windows} (what of them can tell algorithms apart) -> {@code
 * ModelComparison}, in which a {@code ForwardFilter} with an {@code PortModel} per algorithm judges
 * window by window (log-likelihood) -> {@code DestinationCheck} (verdict). {@code GroupCheck} says
 * of which destinations of a kernel a comparison is needed.
 */
@NullMarked
package io.tuplewatch.selection.check;

import org.jspecify.annotations.NullMarked;
