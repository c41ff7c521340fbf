/** The JSON lines that the agent writes where there is no Flight Recorder. */
@NullMarked
package io.tuplewatch.recording.json;

import org.jspecify.annotations.NullMarked;
