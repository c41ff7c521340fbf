package io.tuplewatch.cli.shell;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for the fish shell; picocli has that of bash and zsh. Stateless. */
final class FishCompletion {

  private FishCompletion() {}

  static void write(CommandSpec command, PrintWriter out) {
    String name = command.name();
    out.println("# Completion of " + name + " for fish");
    for (Map.Entry<String, CommandLine> sub : command.subcommands().entrySet()) {
      CommandSpec spec = sub.getValue().getCommandSpec();
      if (!spec.usageMessage().hidden()) {
        out.printf(
            "complete -c %s -n __fish_use_subcommand -f -a %s -d %s%n",
            name, sub.getKey(), quoted(first(spec.usageMessage().description())));
        for (OptionSpec option : spec.options()) {
          writeOption(name, sub.getKey(), option, out);
        }
      }
    }
  }

  private static void writeOption(String command, String sub, OptionSpec option, PrintWriter out) {
    StringBuilder line =
        new StringBuilder(
            "complete -c " + command + " -n '__fish_seen_subcommand_from " + sub + "'");
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.arity().max() > 0) {
      line.append(" -r");
      if (option.completionCandidates() != null) {
        line.append(" -f -a ").append(quoted(String.join(" ", option.completionCandidates())));
      }
    }
    out.println(line.append(" -d ").append(quoted(first(option.description()))));
  }

  private static String first(String[] description) {
    return description.length == 0 ? "" : description[0];
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("%n", " ") + "'";
  }
}
