package io.tuplewatch.evidence;

/**
 * What is believed of a tuple after an attempt on it failed; it bears on the next one.
 *
 * @param stopped chance that a session of an earlier use stopped it: then that session is still
 *     there, unless it runs out; 0 to 1
 * @param dead chance that nothing can pass on the tuple's path, 0 to 1
 */
public record Suspicion(double stopped, double dead) {}
