/**
 * Source ports that connect() may get: the ephemeral range and what of it is reserved, bound or in
 * use. {@link io.tuplewatch.selection.PortSpace} numbers the candidates in the order in which a
 * search meets them; {@link io.tuplewatch.selection.Candidates} are those that one destination can
 * still use. Pure computation: time and seeds come in as arguments.
 *
 * <p>The packages below build on each other in this order:
 *
 * <ol>
 *   <li>{@code filter}: a hidden Markov model of the ports that were observed, and its forward
 *       filter.
 *   <li>{@code algorithm}: what Linux can do to select a port. Each algorithm declares its name,
 *       the sysctls that select it, its search and its model of observed ports in one place.
 *   <li>{@code simulation}: connects at given times under an algorithm, and what becomes of them.
 *   <li>{@code recorded}: what recordings hold of port selection, by destination.
 *   <li>{@code check}: which algorithm selected recorded ports.
 *   <li>{@code replay}: recorded connects under other algorithms, settings and loads.
 * </ol>
 */
@NullMarked
package io.tuplewatch.selection;

import org.jspecify.annotations.NullMarked;
