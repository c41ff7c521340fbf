/**
 * Files for shells and manuals, generated from the command's own description: man pages and
 * completions. They are made when the distribution is built.
 */
@NullMarked
package io.tuplewatch.cli.shell;

import org.jspecify.annotations.NullMarked;
