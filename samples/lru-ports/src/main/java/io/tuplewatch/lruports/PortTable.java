package io.tuplewatch.lruports;

import java.util.Arrays;
import java.util.Random;

/**
 * The ports of one destination in the order of their last use, without those taken now.
 * Thread-safe; every operation but {@link #order} and the constructor is O(1) under a lock of its
 * own. Takes five bytes per port between the range's ends: 140 KB for 32768 to 60999.
 *
 * <p>Ports never used come first, in random order: after a restart the ports of the life before are
 * unknown, and a fixed order would use the same ones at each start.
 */
final class PortTable {

  private static final byte FOREIGN = 0;
  private static final byte NEVER_USED = 1;
  private static final byte FREE = 2;
  private static final byte TAKEN = 3;

  /** The index of both ends of the list; a port's index is its distance from {@link #base}. */
  private static final int ENDS = 0;

  private final PortSettings settings;
  private final int base;
  private final char[] next;
  private final char[] previous;
  private final byte[] states;
  private int free;

  PortTable(PortSettings settings, Random random) {
    this.settings = settings;
    int[] ports = settings.ports();
    base = ports.length == 0 ? 0 : ports[0] - 1;
    int length = ports.length == 0 ? 1 : ports[ports.length - 1] - base + 1;
    next = new char[length];
    previous = new char[length];
    states = new byte[length];
    shuffle(ports, random);
    for (int port : ports) {
      append(port - base, NEVER_USED);
    }
  }

  private static void shuffle(int[] ports, Random random) {
    for (int i = ports.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int port = ports[i];
      ports[i] = ports[j];
      ports[j] = port;
    }
  }

  PortSettings settings() {
    return settings;
  }

  /** The number of ports that are not taken. */
  synchronized int free() {
    return free;
  }

  /** Takes the port that was used least recently; 0 if all are taken. */
  synchronized int take() {
    int index = next[ENDS];
    if (index == ENDS) {
      return 0;
    }
    remove(index);
    return base + index;
  }

  /** Takes that port, which the kernel chose; false if it is taken or not one of these. */
  synchronized boolean take(int port) {
    boolean taken = isFree(port - base);
    if (taken) {
      remove(port - base);
    }
    return taken;
  }

  /** The port was in use until now: all other free ones come before it. */
  synchronized void release(int port) {
    if (state(port - base) == TAKEN) {
      append(port - base, FREE);
    }
  }

  /** Notes that these were used, in that order and before now; others' ports are left out. */
  synchronized void use(int[] order) {
    for (int port : order) {
      if (isFree(port - base)) {
        remove(port - base);
        append(port - base, FREE);
      }
    }
  }

  /** The ports used so far, the least recently used first; those taken now come last. */
  synchronized int[] order() {
    int[] order = new int[settings.size()];
    int count = 0;
    for (int index = next[ENDS]; index != ENDS; index = next[index]) {
      if (states[index] == FREE) {
        order[count++] = base + index;
      }
    }
    for (int index = 1; index < states.length; index++) {
      if (states[index] == TAKEN) {
        order[count++] = base + index;
      }
    }
    return Arrays.copyOf(order, count);
  }

  private boolean isFree(int index) {
    byte state = state(index);
    return state == NEVER_USED || state == FREE;
  }

  private byte state(int index) {
    return index > ENDS && index < states.length ? states[index] : FOREIGN;
  }

  private void append(int index, byte state) {
    link(previous[ENDS], index);
    link(index, ENDS);
    states[index] = state;
    free++;
  }

  private void remove(int index) {
    link(previous[index], next[index]);
    states[index] = TAKEN;
    free--;
  }

  private void link(int before, int after) {
    next[before] = (char) after;
    previous[after] = (char) before;
  }
}
