/**
 * The controlled experiment: does a connect from a source port that was used before fail where one
 * from a never-used port does not?
 *
 * <p>A recording only observes: whatever made an application reuse a port may also have made its
 * connects fail. Here the probe decides which port is reused and when, by a seeded draw, so that
 * only chance and the path can tell the two apart. {@link io.tuplewatch.probe.Trials} plays trials;
 * {@link io.tuplewatch.probe.GapResult} is what they say of one gap; {@link
 * io.tuplewatch.probe.LifetimeSearch} looks for the gap from which on reuse works again. All of
 * them send connects through one {@link io.tuplewatch.probe.Timetable}, which keeps the limits.
 */
@NullMarked
package io.tuplewatch.probe;

import org.jspecify.annotations.NullMarked;
