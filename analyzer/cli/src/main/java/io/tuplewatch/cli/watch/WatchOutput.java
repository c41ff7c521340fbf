package io.tuplewatch.cli.watch;

import java.io.IOException;

/** Where what is watched is shown. Connects and notes may come from any thread. */
public interface WatchOutput extends AutoCloseable {

  /** Takes a connect that has ended; the board has it already. */
  void take(SeenConnect connect);

  /** Takes a line on what happens to the JVMs. */
  void note(String line);

  /** Shows what is due. To be called some times a second. */
  void tick() throws IOException;

  /** Whether the user wants no more. */
  boolean isToQuit();

  /** Lets go of a terminal. */
  @Override
  void close();

  /** The counts as last words, after the close. */
  void sum();
}
