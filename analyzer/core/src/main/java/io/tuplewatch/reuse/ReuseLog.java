package io.tuplewatch.reuse;

import io.tuplewatch.connection.Quality;
import java.time.Duration;

/**
 * Every use with a known start, classified.
 *
 * @param firewallTimeout W, the idle timeout it was classified by
 * @param uses in order of wall time; made anew at every step
 */
public record ReuseLog(Duration firewallTimeout, ClassifiedUses uses, Quality quality) {}
