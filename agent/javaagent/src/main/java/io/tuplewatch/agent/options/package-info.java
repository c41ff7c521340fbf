/**
 * What the operator asked for: options from a file, the environment and the agent's argument,
 * turned into values. On the bootstrap loader, since the hooks consult them.
 */
@NullMarked
package io.tuplewatch.agent.options;

import org.jspecify.annotations.NullMarked;
