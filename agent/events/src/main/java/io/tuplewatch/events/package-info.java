/**
 * What the agent records: the JFR event types, and the values their text fields can have.
 *
 * <p>The agent's boot-loader classes write these events; the analyzer reads them by name and uses
 * only the constants here. Java 8 bytecode, no dependency. Readers go by field name, never by
 * position, and treat an absent field as unknown.
 */
@NullMarked
package io.tuplewatch.events;

import org.jspecify.annotations.NullMarked;
