package io.tuplewatch.reuse;

import io.tuplewatch.connection.Quality;
import java.time.Duration;
import java.util.List;

/**
 * Every use with a known start, classified.
 *
 * @param firewallTimeout W, the idle timeout it was classified by
 * @param uses in order of wall time
 */
public record ReuseLog(Duration firewallTimeout, List<ClassifiedUse> uses, Quality quality) {}
