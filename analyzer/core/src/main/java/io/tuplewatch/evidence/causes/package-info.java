/**
 * What made each failure fail: five models that compete, and their combination by Bayes' rule. The
 * method is described in {@link io.tuplewatch.evidence}; {@link
 * io.tuplewatch.evidence.causes.CauseInference} reads as its steps.
 */
@NullMarked
package io.tuplewatch.evidence.causes;

import org.jspecify.annotations.NullMarked;
