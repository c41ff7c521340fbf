package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manuals and completions, as the distribution has them. */
class ShellFilesIT {

  @TempDir private Path directory;

  @BeforeEach
  void write() throws Exception {
    assertThat(Tool.start("shell-files", directory.toString()).waitFor()).isZero();
  }

  @Test
  void everyVisibleCommandHasAManualWithItsOptions() throws IOException {
    assertThat(directory.resolve("man/man1/tuplewatch.1"))
        .content()
        .contains(".BR tuplewatch\\-record (1)")
        .doesNotContain("shell");
    assertThat(directory.resolve("man/man1/tuplewatch-record.1"))
        .content()
        .startsWith(".TH TUPLEWATCH-RECORD 1")
        .contains("\\fB\\-\\-for=SPAN\\fR")
        .contains(".SH EXIT STATUS");
    try (var pages = Files.list(directory.resolve("man/man1"))) {
      assertThat(pages)
          .hasSize(
              (int)
                      Tuplewatch.commandLine().getSubcommands().values().stream()
                          .filter(c -> !c.getCommandSpec().usageMessage().hidden())
                          .count()
                  + 1);
    }
  }

  @Test
  void bashCompletesCommandsOptionsAndNames() throws Exception {
    assertThat(completions("tuplewatch", "rec")).containsExactly("record");
    assertThat(completions("tuplewatch", "record", "--un")).containsExactly("--until");
    assertThat(completions("tuplewatch", "analyze", "--firewall", "aws-n"))
        .contains("aws-nlb", "aws-nat-gateway");
  }

  @Test
  void fishCompletionNamesCommandsAndOptions() {
    assertThat(directory.resolve("completions/tuplewatch.fish"))
        .content()
        .contains("-a record -d ")
        .contains("'__fish_seen_subcommand_from record' -l until -r")
        .doesNotContain("shell-files");
  }

  /** What bash would offer behind the last word. */
  private List<String> completions(String... words) throws Exception {
    String script =
        "compopt() { :; }; . completions/tuplewatch.bash; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
            + " COMP_LINE=\"$*\"; COMP_POINT=${#COMP_LINE}; _complete_tuplewatch;"
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";
    List<String> command = new java.util.ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).directory(directory.toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.lines().map(String::strip).toList();
  }
}
