/**
 * Models of how Linux picks the source port at connect(), and their simulation. Pure computation:
 * time and seeds come in as arguments.
 */
@NullMarked
package io.tuplewatch.selection;

import org.jspecify.annotations.NullMarked;
