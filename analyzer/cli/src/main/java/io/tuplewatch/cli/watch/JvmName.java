package io.tuplewatch.cli.watch;

import io.tuplewatch.cli.jvm.RunningJvm;

/**
 * What names a JVM of this host.
 *
 * @param pid as seen from here
 * @param name main class, module or jar; untrusted text
 */
public record JvmName(long pid, String name) {

  static JvmName of(RunningJvm jvm) {
    return new JvmName(jvm.pid(), jvm.name());
  }
}
