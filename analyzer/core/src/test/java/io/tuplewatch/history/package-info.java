/**
 * Histories of connects of which the truth is known: what a recording would show, and why each
 * attempt that failed did fail. For tests, in core and (as its test-jar) in every module after it.
 *
 * <p>{@link Setting} describes a network and its load: clients with a port selection of {@code
 * io.tuplewatch.selection}, a firewall, servers that go down, refuse or fill their accept queue,
 * loss, paths that are bad for some four-tuples, ports that run out, processes nobody records, and
 * retries that turn failures into load. {@link HistoryGenerator} plays it through in simulated
 * time. {@link LabelledHistory} is the result: attempts with their {@link TrueCause}, as a {@code
 * ConnectionLog} or as .jfr files. Equal settings and seeds give equal histories.
 *
 * <pre>{@code
 * LabelledHistory history =
 *     HistoryGenerator.play(
 *         Setting.quiet(seed).lasting(Duration.ofHours(2)).at(5.0)
 *             .behind(new Firewall(Duration.ofMinutes(10), Firewall.Answer.DROP, 0.8, true)));
 * ConnectionLog log = history.log();
 * }</pre>
 */
package io.tuplewatch.history;
