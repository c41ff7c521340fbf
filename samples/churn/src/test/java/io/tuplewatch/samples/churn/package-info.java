/** Runs server and client against each other and compares their two logs. */
@NullMarked
package io.tuplewatch.samples.churn;

import org.jspecify.annotations.NullMarked;
