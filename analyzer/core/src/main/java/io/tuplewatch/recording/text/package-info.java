/** Texts as Flight Recorder encodes them, each kept once and decoded late. */
@NullMarked
package io.tuplewatch.recording.text;

import org.jspecify.annotations.NullMarked;
