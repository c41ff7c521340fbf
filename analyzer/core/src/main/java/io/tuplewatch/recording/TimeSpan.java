package io.tuplewatch.recording;

import java.io.Serializable;

/** From one moment to another, epoch ns on the JVM's wall clock. */
public record TimeSpan(long from, long to) implements Serializable {}
