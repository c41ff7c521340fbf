package io.tuplewatch.agent.cases;

import java.io.File;
import net.bytebuddy.ByteBuddy;

/**
 * An application that uses a Byte Buddy of its own. Connects, and says which Byte Buddy it got and
 * what lies in the folder for temporary files.
 */
public final class NeighbourCase {

  private NeighbourCase() {}

  public static void main(String[] args) throws Exception {
    Object made =
        new ByteBuddy()
            .subclass(Object.class)
            .make()
            .load(NeighbourCase.class.getClassLoader())
            .getLoaded()
            .getConstructor()
            .newInstance();
    String jar = ByteBuddy.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    System.out.println(
        "made " + (made.getClass() != Object.class) + " with " + new File(jar).getName());
    StartCase.main(new String[0]);
    for (File file : new File(System.getProperty("java.io.tmpdir")).listFiles()) {
      System.out.println("temporary file " + file);
    }
  }
}
