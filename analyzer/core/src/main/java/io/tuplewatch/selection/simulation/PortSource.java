package io.tuplewatch.selection.simulation;

/** Where the connects to one destination get their source ports. Not thread-safe. */
public interface PortSource {

  /** Returned instead of an index: EADDRNOTAVAIL. */
  int NONE = -1;

  /**
   * A connect takes a port.
   *
   * @param now ns, never falling; windows begin at multiples of 10 s
   * @return the port's index in the space, or {@link #NONE}
   */
  int choose(long now);

  /** A connect that nobody recorded takes a port, and leaves it at once. */
  void chooseUnseen(long now);

  /** Candidates that all searches so far met and could not have. */
  long refused();

  /**
   * The four-tuple just chosen is used.
   *
   * @param lastPacket when it sends its last packet, ns
   * @param free when a new connect can have it, ns; Long.MAX_VALUE for never
   * @return when its previous use sent its last packet, ns; Long.MIN_VALUE / 2 if there was none
   */
  long use(int index, long now, long lastPacket, long free);

  /** Notes the use of a port that was not chosen, and that may be in use already. */
  long useFixed(int index, long now, long lastPacket, long free);
}
