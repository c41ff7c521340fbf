/**
 * What to do about failed early reuses, with what each step would bring: {@link
 * io.tuplewatch.advice.Advice} is all of it, {@link io.tuplewatch.advice.Remedy} what can be done,
 * {@link io.tuplewatch.advice.FailureForecast} how many of the failures each would have left.
 * Numbers only; the words are the report's.
 */
@NullMarked
package io.tuplewatch.advice;

import org.jspecify.annotations.NullMarked;
