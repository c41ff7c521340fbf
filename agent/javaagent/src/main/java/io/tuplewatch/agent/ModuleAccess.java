package io.tuplewatch.agent;

import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lets the boot classes, in the bootstrap loader's unnamed module, use {@code sun.nio.ch}, and
 * {@code sun.nio.fs} for the texts of errors. Called directly: the first reflective calls of a JVM
 * cost it 30 ms from JDK 18 on.
 *
 * <p>Public because {@link AgentMain}, of the system loader, finds it in the bootstrap loader.
 */
public final class ModuleAccess {

  private ModuleAccess() {}

  /** Nothing to do before Java 9. */
  public static void openNioChannels(Instrumentation instrumentation, Class<?> bootClass) {
    if (!System.getProperty("java.specification.version").startsWith("1.")) {
      open(instrumentation, bootClass);
    }
  }

  @SinceJava9
  private static void open(Instrumentation instrumentation, Class<?> bootClass) {
    Set<Module> unnamed = Collections.singleton(bootClass.getModule());
    Map<String, Set<Module>> toUnnamed = new HashMap<String, Set<Module>>();
    toUnnamed.put("sun.nio.ch", unnamed);
    toUnnamed.put("sun.nio.fs", unnamed);
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.<Module>emptySet(),
        toUnnamed,
        toUnnamed,
        Collections.<Class<?>>emptySet(),
        Collections.<Class<?>, java.util.List<Class<?>>>emptyMap());
  }
}
