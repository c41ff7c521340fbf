package io.tuplewatch.fleet;

/**
 * Addresses of clients that have the trouble far more often, or far more seldom, than the others.
 *
 * @param prefix the longest one that all these clients have, such as 10.1.0.0/16
 * @param within true: the clients within have it; false: those elsewhere
 * @param affected clients within that have it
 * @param clients within, of those that tell
 * @param p chance, at most, that clients of any prefix would differ so much from the others if the
 *     address had nothing to do with it
 */
public record SharedPrefix(String prefix, boolean within, int affected, int clients, double p) {}
