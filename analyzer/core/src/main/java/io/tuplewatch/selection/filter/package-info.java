/**
 * How probable observed source ports are under one algorithm: a hidden Markov model, evaluated by
 * the forward algorithm (Rabiner: A tutorial on hidden Markov models, Proc. IEEE 77, 1989).
 *
 * <p>The <b>hidden state</b> is the candidate at which the next search starts. The kernel never
 * shows it. A search <b>emits</b> the port that it takes, and the state <b>transits</b> by the
 * number of steps that the search took or a draw of 0 to 7, whichever is larger, and one more. An
 * algorithm's emission and transition probabilities are its {@link
 * io.tuplewatch.selection.filter.PortModel}. Connects that were not recorded are transitions
 * without an emission; their number between two recorded ones is geometric. At a re-salt the state
 * begins anew: its {@link io.tuplewatch.selection.filter.InitialState initial distribution} is
 * uniform, as unrecorded connects have changed it since.
 *
 * <p>{@link io.tuplewatch.selection.filter.ForwardFilter} keeps the {@link
 * io.tuplewatch.selection.filter.StartDistribution posterior distribution} of the state, scaled
 * after each port, and returns the logarithm of each port's predictive probability; their sum over
 * a window is the window's log-likelihood.
 */
@NullMarked
package io.tuplewatch.selection.filter;

import org.jspecify.annotations.NullMarked;
