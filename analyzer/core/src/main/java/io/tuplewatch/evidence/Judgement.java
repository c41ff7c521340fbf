package io.tuplewatch.evidence;

/**
 * Of a failure.
 *
 * @param reuse chance that it would not have failed on another tuple, 0 to 1
 * @param unseen the part of {@code reuse} that is due to uses nobody recorded, 0 to {@code reuse}
 * @param down chance that nobody could connect at that moment, and the tuple itself was not dead, 0
 *     to 1 - {@code reuse}
 * @param after what it says about its tuple
 */
public record Judgement(double reuse, double unseen, double down, Suspicion after) {}
