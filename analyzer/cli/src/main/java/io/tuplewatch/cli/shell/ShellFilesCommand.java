package io.tuplewatch.cli.shell;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tuplewatch shell-files}: man pages and completions, for the distribution. */
@Command(
    name = "shell-files",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Writes man pages and completions for bash, zsh and fish into a folder.")
public final class ShellFilesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Where to; made if missing.")
  private Path directory;

  @Override
  public Integer call() throws IOException {
    CommandLine tuplewatch = spec.parent().commandLine();
    CommandSpec command = tuplewatch.getCommandSpec();
    Path man = Files.createDirectories(directory.resolve("man/man1"));
    Path completions = Files.createDirectories(directory.resolve("completions"));
    writePage(command, man);
    for (CommandLine sub : command.subcommands().values()) {
      if (!sub.getCommandSpec().usageMessage().hidden()) {
        writePage(sub.getCommandSpec(), man);
      }
    }
    String script = AutoComplete.bash(command.name(), tuplewatch);
    Files.writeString(completions.resolve(command.name() + ".bash"), script);
    try (PrintWriter out = writer(completions.resolve(command.name() + ".fish"))) {
      FishCompletion.write(command, out);
    }
    return ExitCode.OK;
  }

  private static void writePage(CommandSpec command, Path folder) throws IOException {
    try (PrintWriter out = writer(folder.resolve(ManPage.name(command) + ".1"))) {
      ManPage.write(command, command.version()[0], out);
    }
  }

  private static PrintWriter writer(Path file) throws IOException {
    return new PrintWriter(Files.newBufferedWriter(file));
  }
}
