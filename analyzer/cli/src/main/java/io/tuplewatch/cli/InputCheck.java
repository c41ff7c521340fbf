package io.tuplewatch.cli;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.report.ProblemLine;
import io.tuplewatch.report.SafeText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says on stderr, one line each, what is wrong with the inputs. */
final class InputCheck {

  /** A file of many damaged chunks need not name each of them. */
  private static final int MAX_LINES = 10;

  private InputCheck() {}

  /** Whether every named input was readable in full and held a connect. */
  static boolean report(ConnectionLog log, PrintWriter err) {
    return report(log.recordings(), err);
  }

  /** Does the same of what was read. */
  static boolean report(List<Recording> recordings, PrintWriter err) {
    boolean usable = true;
    Map<Path, Boolean> connectsByInput = new LinkedHashMap<>();
    for (Recording recording : recordings) {
      reportProblems(recording, err);
      usable &= !lostData(recording);
      boolean silent = recording.connects() == 0 && !lostData(recording);
      connectsByInput.merge(recording.input(), !silent, Boolean::logicalOr);
    }
    for (Map.Entry<Path, Boolean> input : connectsByInput.entrySet()) {
      if (!input.getValue()) {
        err.println(noConnect(input.getKey(), recordings));
        usable = false;
      }
    }
    err.flush();
    return usable;
  }

  /** Whether anything at all could be read, so that there is something to speak about. */
  static boolean anyRead(ConnectionLog log) {
    return log.recordings().stream().anyMatch(recording -> recording.chunks() > 0);
  }

  private static void reportProblems(Recording recording, PrintWriter err) {
    List<Problem> problems = recording.problems();
    for (Problem problem : problems.subList(0, Math.min(MAX_LINES, problems.size()))) {
      err.println("tuplewatch: " + ProblemLine.of(problem));
    }
    if (problems.size() > MAX_LINES) {
      String file = SafeText.of(recording.file().toString());
      int more = problems.size() - MAX_LINES;
      err.println("tuplewatch: " + file + ": " + more + " more such problems; see --json");
    }
  }

  private static boolean lostData(Recording recording) {
    return recording.problems().stream().anyMatch(Problem::dataLost);
  }

  private static String peers(Path input, List<Recording> recordings) {
    int peers =
        recordings.stream()
            .filter(r -> r.input().equals(input))
            .mapToInt(r -> r.peers().size())
            .sum();
    return peers == 0
        ? ""
        : " (the JDK's socket events name "
            + peers
            + (peers == 1 ? " remote side" : " remote sides")
            + ", but no source port and no failure)";
  }

  private static String noConnect(Path input, List<Recording> recordings) {
    boolean agent =
        recordings.stream().anyMatch(r -> r.input().equals(input) && r.closes() + r.settings() > 0);
    String reason =
        agent
            ? "holds no connect: the agent was loaded, but no TCP connect was recorded; record for"
                + " longer, and check that tuplewatch.SocketConnect is enabled"
            : "holds no tuplewatch event: the agent was not loaded, or recorded nothing"
                + peers(input, recordings)
                + "; start the JVM with -javaagent:tuplewatch-agent.jar";
    return "tuplewatch: " + SafeText.of(input.toString()) + ": " + reason;
  }
}
