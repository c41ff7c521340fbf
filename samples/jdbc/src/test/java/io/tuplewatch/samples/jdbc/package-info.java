/** Tests of the sample application. */
@NullMarked
package io.tuplewatch.samples.jdbc;

import org.jspecify.annotations.NullMarked;
