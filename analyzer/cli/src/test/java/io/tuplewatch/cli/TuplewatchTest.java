package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Commands are described when they are needed, and nobody sees the difference. */
class TuplewatchTest {

  @Test
  void helpOfACommandIsThatOfTheWhole() {
    CommandLine whole = Tuplewatch.commandLine();

    assertThat(whole.getSubcommands()).hasSizeGreaterThan(10);
    whole
        .getSubcommands()
        .forEach(
            (name, command) ->
                assertThat(
                        Tuplewatch.commandLine(new String[] {name, "--help"})
                            .getSubcommands()
                            .get(name)
                            .getUsageMessage())
                    .isEqualTo(command.getUsageMessage()));
  }

  @Test
  void commandThatIsRunAloneIsDescribedAlone() {
    assertThat(Tuplewatch.commandLine(new String[] {"analyze", "a.jfr"}).getSubcommands().keySet())
        .isEqualTo(Set.of("analyze"));
  }

  /** The recordings of one host have one realm. */
  @Test
  void onlyCommandsThatReadRecordingsOfSeveralHostsTakeTheAddressRealm() {
    List<String> taking = new ArrayList<>();
    Tuplewatch.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (command.getCommandSpec().findOption("--address-realm") != null) {
                taking.add(name);
              }
            });

    assertThat(taking).contains("analyze", "letter").doesNotContain("record", "probe");
  }

  @Test
  void withoutACommandAllAreKnown() {
    for (List<String> args : List.of(List.of("--help"), List.<String>of(), List.of("analyse"))) {
      CommandLine commandLine = Tuplewatch.commandLine(args.toArray(String[]::new));
      assertThat(commandLine.getSubcommands().keySet())
          .isEqualTo(Tuplewatch.commandLine().getSubcommands().keySet());
    }
  }

  @Test
  void misspelledCommandIsAnsweredWithTheOneThatIsMeant() {
    StringWriter err = new StringWriter();

    int code =
        Tuplewatch.commandLine(new String[] {"analyse", "a.jfr"})
            .setErr(new PrintWriter(err, true))
            .execute("analyse", "a.jfr");

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("did you mean analyze?");
  }
}
