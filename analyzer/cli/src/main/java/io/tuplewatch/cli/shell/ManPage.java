package io.tuplewatch.cli.shell;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of one command, in roff with the man macros; see man(7). Stateless. */
final class ManPage {

  private ManPage() {}

  /** The page's name, without section: tuplewatch-analyze. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  static void write(CommandSpec command, String version, PrintWriter out) {
    UsageMessageSpec usage = command.usageMessage();
    out.printf(
        ".TH %s 1 \"\" \"%s\" \"User Commands\"%n",
        name(command).toUpperCase(Locale.ROOT), text(version));
    out.println(".SH NAME");
    out.println(text(name(command)) + " \\- " + text(summary(usage)));
    out.println(".SH SYNOPSIS");
    out.println(".nf");
    out.println(text(synopsis(command)));
    out.println(".fi");
    out.println(".SH DESCRIPTION");
    for (String paragraph : usage.description()) {
      out.println(".PP");
      out.println(text(format(paragraph)));
    }
    writeArguments("ARGUMENTS", command.positionalParameters(), out);
    writeArguments("OPTIONS", command.options(), out);
    writeCommands(command, out);
    writeExitCodes(usage.exitCodeList(), out);
    writeFooter(usage.footer(), out);
  }

  private static String summary(UsageMessageSpec usage) {
    String first = usage.description().length == 0 ? "" : format(usage.description()[0]);
    int end = first.indexOf(". ");
    String sentence = end < 0 ? first : first.substring(0, end);
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String synopsis(CommandSpec command) {
    return new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .synopsis(0)
        .strip();
  }

  private static void writeArguments(
      String heading, List<? extends ArgSpec> arguments, PrintWriter out) {
    List<? extends ArgSpec> shown = arguments.stream().filter(a -> !a.hidden()).toList();
    if (shown.isEmpty()) {
      return;
    }
    out.println(".SH " + heading);
    for (ArgSpec argument : shown) {
      out.println(".TP");
      out.println("\\fB" + text(label(argument)) + "\\fR");
      for (String line : argument.description()) {
        out.println(text(line));
      }
    }
  }

  private static String label(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return argument.paramLabel();
    }
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + "=" + option.paramLabel();
  }

  private static void writeCommands(CommandSpec command, PrintWriter out) {
    if (command.subcommands().isEmpty()) {
      return;
    }
    out.println(".SH COMMANDS");
    for (Map.Entry<String, CommandLine> sub : command.subcommands().entrySet()) {
      CommandSpec spec = sub.getValue().getCommandSpec();
      if (!spec.usageMessage().hidden()) {
        out.println(".TP");
        out.println(".BR " + name(spec).replace("-", "\\-") + " (1)");
        out.println(text(summary(spec.usageMessage())) + ".");
      }
    }
  }

  private static void writeExitCodes(Map<String, String> codes, PrintWriter out) {
    if (!codes.isEmpty()) {
      out.println(".SH EXIT STATUS");
      codes.forEach((code, meaning) -> out.printf(".TP%n.B %s%n%s%n", text(code), text(meaning)));
    }
  }

  private static void writeFooter(String[] footer, PrintWriter out) {
    if (footer.length > 0) {
      out.println(".SH EXAMPLES");
      out.println(".nf");
      for (String line : footer) {
        if (!line.isBlank() && !line.startsWith("Example")) {
          out.println(text(format(line.strip())));
        }
      }
      out.println(".fi");
    }
  }

  /** Descriptions are formats; see picocli. */
  private static String format(String description) {
    return String.format(description);
  }

  /** Backslashes, hyphens that are to be copied, and dots and quotes at the start of a line. */
  private static String text(String plain) {
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
