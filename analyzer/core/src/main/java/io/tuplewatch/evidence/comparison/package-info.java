/**
 * Tests of whether early reuses fail more often than other connects: the stratified comparison, the
 * permutation test of failure over idle time, and the adjustment for many tests. Each gives a
 * p-value that holds without any model of why connects fail.
 */
@NullMarked
package io.tuplewatch.evidence.comparison;

import org.jspecify.annotations.NullMarked;
