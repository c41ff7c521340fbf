package io.tuplewatch.report;

import io.tuplewatch.events.ClosedBy;
import org.jspecify.annotations.Nullable;

/** Who ended a connection, in words. The recorded JVM connects, so it is the client. */
public final class SideWording {

  private SideWording() {}

  /** To follow "closed by": "server", "client (reset)". */
  public static String name(@Nullable ClosedBy closedBy) {
    if (closedBy == null) {
      return "not recorded";
    }
    return switch (closedBy) {
      case LOCAL -> "client";
      case LOCAL_WITH_UNREAD_DATA, LOCAL_RESET -> "client (reset)";
      case REMOTE -> "server";
      case RESET -> "server (reset)";
      case UNKNOWN -> "not known";
    };
  }

  /** Does the same as one word, for tables: "server", "client-reset"; null if it is not known. */
  public static @Nullable String word(@Nullable ClosedBy closedBy) {
    if (closedBy == null) {
      return null;
    }
    return switch (closedBy) {
      case LOCAL -> "client";
      case LOCAL_WITH_UNREAD_DATA, LOCAL_RESET -> "client-reset";
      case REMOTE -> "server";
      case RESET -> "server-reset";
      case UNKNOWN -> null;
    };
  }
}
