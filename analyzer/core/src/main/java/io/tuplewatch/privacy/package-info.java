/**
 * Pseudonyms for what identifies hosts, people and code in a recording. They are put in its place
 * once, where recordings are read, so that everything made of them knows nothing else. {@link
 * io.tuplewatch.privacy.Pseudonyms} says which; what stays is in docs/privacy.md.
 */
@NullMarked
package io.tuplewatch.privacy;

import org.jspecify.annotations.NullMarked;
