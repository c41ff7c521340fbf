package io.tuplewatch.connection;

import java.io.Serializable;

/**
 * What a reuse is decided within: a four-tuple in its address realm.
 *
 * @param realm as {@link AddressRealm} names it: by default the network namespace (boot id and
 *     inode), or the JVM itself where that is unknown
 */
public record ReuseKey(String realm, FourTuple tuple) implements Serializable {}
