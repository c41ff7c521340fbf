/**
 * The algorithms by which Linux selects the source port of a connect(). Kernels from 5.18 and its
 * stable backports on are modelled; before, the table had 256 entries and no re-salt.
 */
@NullMarked
package io.tuplewatch.selection.algorithm;

import org.jspecify.annotations.NullMarked;
