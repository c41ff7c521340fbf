/**
 * The command {@code tuplewatch}: options in, exit codes out. One class per subcommand; what a
 * subcommand computes is in core, how it looks is in report.
 *
 * <p>Exit codes: 0 done; 1 an input was unusable or held no connect, output was lost, or the
 * software failed; 2 usage; 130 Ctrl-C. Output that a pipe's reader did not want ({@code | head})
 * is not lost.
 */
@NullMarked
package io.tuplewatch.cli;

import org.jspecify.annotations.NullMarked;
