package io.tuplewatch.recording;

/** What a text of a recording names. */
public enum TextKind {
  /** An IP address, remote or local. */
  ADDRESS,
  /** A host's name, or an address in its place. */
  HOST,
  /** {@code package.Class.method:line}. */
  CALL_SITE,
  /** Threads by what their names have in common, as {@link ThreadPools#of}. */
  THREAD_POOL,
  /** A class by its name with dots. */
  CLASS,
  /** An exception's message: any text. */
  MESSAGE,
  /** One of the words that the agent writes, such as an outcome. */
  WORD,
  KERNEL_RELEASE,
  BOOT_ID,
  CONTAINER_ID,
  /** Ports and ranges of them, separated by commas. */
  PORTS,
  /** The path of a file. */
  FILE
}
