package io.tuplewatch.selection.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which algorithm made the ports.
 *
 * @param kind whether it is known
 * @param algorithm its name, such as {@code sequential} or {@code random-step=1000} (a width that
 *     fits about); null unless identified
 * @param margin by how many nats it is likelier than the next one, windows counting at most {@link
 *     ModelComparison#MOST_PER_WINDOW} each; 0 or more, of the likeliest where none is identified
 * @param remaining the algorithms that can have made them, likeliest first; without widths
 * @param reason why none is identified, or how one is
 */
public record SelectionVerdict(
    Kind kind, @Nullable String algorithm, double margin, List<String> remaining, Reason reason) {

  /** What is known. */
  public enum Kind {
    IDENTIFIED,
    CANNOT_TELL,
    /** None of the modelled algorithms made these ports. */
    NOT_MODELLED
  }

  /** Why. */
  public enum Reason {
    /** One algorithm explains the ports far better than the others. */
    LIKELIHOOD,
    /**
     * The other destinations of its namespace show it, and it explains these ports: a kernel
     * selects the ports of all by one algorithm. The margin is theirs together.
     */
    OTHERS,
    /** No candidate is reserved, bound or avoided: all algorithms choose alike. */
    COINCIDE,
    /**
     * The margin is too small: too few windows, or algorithms that hardly differ on these ports.
     */
    TOO_CLOSE,
    /** So many ports are in use that these decide which port is taken. */
    CROWDED,
    /** No connect with a port that the kernel selected. */
    NO_CONNECTS,
    /** Ports lie outside the recorded range, or fill a part of it only for some time. */
    RANGE_NOT_IN_FORCE,
    /** Which ports are reserved is not known, and none explains the ports. */
    RESERVED_UNKNOWN,
    /** The sequence goes on across windows: a kernel without re-salt (before 5.18). */
    NO_RESALT,
    /** The kernel is older than 5.18, and the ports do not show whether it has the backport. */
    OLD_KERNEL,
    /** Too many ports that no algorithm explains: other software selects them, or changes them. */
    UNEXPLAINED
  }

  public SelectionVerdict {
    remaining = List.copyOf(remaining);
  }

  static SelectionVerdict identified(
      String algorithm, double margin, List<String> remaining, Reason reason) {
    return new SelectionVerdict(Kind.IDENTIFIED, algorithm, margin, remaining, reason);
  }

  static SelectionVerdict cannotTell(double margin, List<String> remaining, Reason reason) {
    return new SelectionVerdict(Kind.CANNOT_TELL, null, margin, remaining, reason);
  }

  static SelectionVerdict notModelled(double margin, Reason reason) {
    return new SelectionVerdict(Kind.NOT_MODELLED, null, margin, List.of(), reason);
  }

  /** Whether it is known which range was in force; without it no replay means anything. */
  public boolean rangeKnown() {
    return reason != Reason.RANGE_NOT_IN_FORCE;
  }
}
