/**
 * Searches for what was not given: the idle time at which failures of reuse end, a limit on
 * connects, answers that come late, the time at which failures of reuse began or ended. Whatever is
 * found is tested with a correction for having looked.
 */
@NullMarked
package io.tuplewatch.evidence.search;

import org.jspecify.annotations.NullMarked;
