/**
 * A diagnosis of many recordings by host and by remote endpoint: which to look at first, and what
 * those that have the trouble share. {@link io.tuplewatch.fleet.Fleet} is all of it, computed from
 * a {@link io.tuplewatch.diagnosis.Diagnosis} alone.
 */
@NullMarked
package io.tuplewatch.fleet;

import org.jspecify.annotations.NullMarked;
