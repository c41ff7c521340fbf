package io.tuplewatch.privacy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a text may stay because everybody's looks like it: the words of the agent, the first
 * words of the messages that the C library, the JDK and Netty give, a kernel's version. All else
 * goes.
 */
final class SafeParts {

  private static final String REMOVED = "(removed)";

  private static final Set<String> WORDS =
      Stream.of(
              io.tuplewatch.events.Api.values(),
              io.tuplewatch.events.Outcome.values(),
              io.tuplewatch.events.ClosedBy.values())
          .flatMap(Arrays::stream)
          .map(Enum::name)
          .collect(Collectors.toUnmodifiableSet());

  private static final List<String> MESSAGES =
      List.of(
          "Connection refused",
          "Connection timed out",
          "connection timed out",
          "Operation timed out",
          "Connect timed out",
          "connect timed out",
          "Connection reset",
          "Connection reset by peer",
          "Network is unreachable",
          "Network unreachable",
          "Network is down",
          "No route to host",
          "Host is unreachable",
          "Host is down",
          "Cannot assign requested address",
          "Address not available",
          "Address already in use",
          "Address in use",
          "Permission denied",
          "Operation not permitted",
          "Invalid argument",
          "Protocol not available",
          "Protocol error",
          "No buffer space available",
          "Cannot allocate memory",
          "Out of memory",
          "Too many open files",
          "Resource temporarily unavailable",
          "Interrupted system call",
          "Socket closed",
          "Socket is closed",
          "Closed by interrupt");

  /** With what Netty puts in front, or the JDK's copy in brackets behind. */
  private static final Pattern MESSAGE =
      Pattern.compile(
          "(?s)((?:finishC|c)onnect\\(\\.\\.\\) failed(?: with error\\(-?[0-9]{1,3}\\))?: )?(%1$s)( \\((?:%1$s)\\))?(.*)"
              .replace(
                  "%1$s", MESSAGES.stream().map(Pattern::quote).collect(Collectors.joining("|"))));

  private static final Pattern VERSION =
      Pattern.compile(
          "[0-9]+|generic|amd64|arm64|x86_64|aarch64|el[0-9]+(?:_[0-9]+)?|fc[0-9]+|amzn[0-9]+"
              + "|aws|azure|gcp|gke|cloud|linuxkit|lowlatency|rt|lts|microsoft|standard|WSL2");

  private static final Pattern SEPARATOR = Pattern.compile("[.+]");

  private SafeParts() {}

  static String word(String text) {
    return WORDS.contains(text) ? text : "OTHER";
  }

  static String message(String text) {
    Matcher known = MESSAGE.matcher(text);
    if (!known.matches()) {
      return REMOVED;
    }
    String start = text.substring(0, known.start(4));
    return known.group(4).isEmpty() ? start : start + " " + REMOVED;
  }

  /** Numbers, architectures and the names of distributions. */
  static String kernelRelease(String text) {
    StringBuilder kept = new StringBuilder();
    for (String part : text.split("-", -1)) {
      boolean safe = SEPARATOR.splitAsStream(part).allMatch(p -> VERSION.matcher(p).matches());
      kept.append(kept.isEmpty() ? "" : "-").append(safe ? part : REMOVED);
    }
    return kept.toString();
  }

  static String ports(String text) {
    return text.matches("[0-9,\\s-]*") ? text : REMOVED;
  }
}
