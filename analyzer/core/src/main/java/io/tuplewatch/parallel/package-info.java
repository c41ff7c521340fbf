/** Computations on several processors. */
@org.jspecify.annotations.NullMarked
package io.tuplewatch.parallel;
