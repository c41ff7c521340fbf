/**
 * An application as there are many: tenants with a connection pool each, a short maxLifetime, and
 * now and then an exception that nobody can explain.
 *
 * <p>{@link Orders} is the application, {@link Tenant} one of its pools and the thread that uses
 * it, {@link Failures} what went wrong.
 */
@NullMarked
package io.tuplewatch.samples.jdbc;

import org.jspecify.annotations.NullMarked;
