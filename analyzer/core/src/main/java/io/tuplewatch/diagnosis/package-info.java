/**
 * Last step: what a reader wants to know, computed once and independent of how it is shown. {@link
 * Diagnosis} is all of it. Early reuse alone is normal; its failures are always given beside those
 * of the other connects.
 */
@NullMarked
package io.tuplewatch.diagnosis;

import org.jspecify.annotations.NullMarked;
