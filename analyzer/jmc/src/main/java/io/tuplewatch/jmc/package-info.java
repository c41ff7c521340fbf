/**
 * The diagnosis as rules of JDK Mission Control.
 *
 * <p>{@code ItemRecording} turns the items that Mission Control has loaded into the chunks that the
 * reader of files makes, {@code SharedDiagnosis} diagnoses them once for all rules, and each rule
 * says one part of it with Mission Control's own severities, preferences and results. Nothing about
 * connects is computed here.
 */
@NullMarked
package io.tuplewatch.jmc;

import org.jspecify.annotations.NullMarked;
