/**
 * Recordings as port selection sees them: per destination, the connects in the order of their
 * starts as columns ({@link io.tuplewatch.selection.recorded.ConnectTimeline}), and the sysctls in
 * force ({@link io.tuplewatch.selection.recorded.SelectionSettings}).
 */
@NullMarked
package io.tuplewatch.selection.recorded;

import org.jspecify.annotations.NullMarked;
