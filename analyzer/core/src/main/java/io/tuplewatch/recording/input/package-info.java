/**
 * What the user named, found, unpacked and read: {@link
 * io.tuplewatch.recording.input.RecordingReader} is the way in.
 */
@NullMarked
package io.tuplewatch.recording.input;

import org.jspecify.annotations.NullMarked;
