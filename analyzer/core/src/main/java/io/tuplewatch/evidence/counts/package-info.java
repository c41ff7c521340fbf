/**
 * What is counted of the connects of one destination: cells of second, closing side and idle bin,
 * the blocks of time and the strata that they are cut into, and bands of idle time for a picture.
 * Knows nothing of tests and causes.
 */
@NullMarked
package io.tuplewatch.evidence.counts;

import org.jspecify.annotations.NullMarked;
