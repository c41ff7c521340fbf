/**
 * The -javaagent. Three jobs, three class loaders, so that the application meets as little of the
 * agent as possible:
 *
 * <ul>
 *   <li>{@code io.tuplewatch.agent}: the start. Loaded by the system class loader, because the JVM
 *       does so; it only puts the jar on the boot path, where {@link
 *       io.tuplewatch.agent.AgentControl} does the rest.
 *   <li>{@code io.tuplewatch.agent.boot} and {@code io.tuplewatch.events}: what instrumented JDK
 *       classes call. Loaded by the bootstrap loader, because {@code java.base} can see nothing
 *       else.
 *   <li>{@code io.tuplewatch.agent.instrument}: decides what is instrumented and weaves it with
 *       Byte Buddy's ASM. Stored in the jar under {@code inst/} as {@code .classdata} and loaded by
 *       {@link io.tuplewatch.agent.IsolatedLoader}, so that neither it nor Byte Buddy can clash
 *       with the application's own.
 * </ul>
 *
 * <p>The agent fails open: whatever goes wrong in it is counted and swallowed, never thrown into
 * the application. Java 8 bytecode. No lambda and no invokedynamic anywhere here: they would start
 * parts of the JDK before the application does.
 */
@NullMarked
package io.tuplewatch.agent;

import org.jspecify.annotations.NullMarked;
