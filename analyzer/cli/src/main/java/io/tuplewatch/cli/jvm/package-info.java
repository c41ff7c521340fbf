/**
 * The JVMs of this machine: found and described from {@code /proc} without touching them, and the
 * agent attached to them through the JDK's attach API. Linux only.
 */
@NullMarked
package io.tuplewatch.cli.jvm;

import org.jspecify.annotations.NullMarked;
