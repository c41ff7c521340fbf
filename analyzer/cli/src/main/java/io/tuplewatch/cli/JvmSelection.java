package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.RunningJvm;
import io.tuplewatch.cli.jvm.RunningJvms;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Which of this machine's JVMs a command is for. */
final class JvmSelection {

  @Option(
      names = "--all-users",
      description = "Other users' JVMs, too; without it, this user's only, also for root.")
  private boolean allUsers;

  List<RunningJvm> all() throws IOException {
    return new RunningJvms().find(allUsers);
  }

  /**
   * @param target a process id, a name, or {@code all}
   * @throws UnusableInput if there is none, or the name means several
   */
  List<RunningJvm> named(String target) throws IOException, UnusableInput {
    List<RunningJvm> jvms = all();
    if (target.equals("all")) {
      return jvms;
    }
    List<RunningJvm> named =
        jvms.stream()
            .filter(jvm -> String.valueOf(jvm.pid()).equals(target) || isName(target, jvm.name()))
            .toList();
    if (named.isEmpty()) {
      throw UnusableInput.of(target, notFound(target));
    }
    if (named.size() > 1) {
      throw UnusableInput.of(
          target, "several JVMs: " + named.stream().map(RunningJvm::pid).toList() + "; name a PID");
    }
    return named;
  }

  private String notFound(String target) throws IOException {
    OptionalLong owner = RunningJvms.ownerOfAnother(target);
    if (owner.isPresent()) {
      return "is user "
          + owner.getAsLong()
          + "'s; run this as that user, or as root with --all-users";
    }
    return "no such JVM" + (allUsers ? "" : " of this user") + "; see tuplewatch list";
  }

  /** The whole name, or a class's without its package. */
  private static boolean isName(String target, String name) {
    return name.equals(target) || name.endsWith("." + target) || name.endsWith("/" + target);
  }
}
