package io.tuplewatch.agent;

import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * Lets the boot classes, in the bootstrap loader's unnamed module, use {@code sun.nio.ch}.
 *
 * <p>Public because {@link AgentMain}, of the system loader, finds it in the bootstrap loader.
 */
public final class ModuleAccess {

  private ModuleAccess() {}

  /** Nothing to do before Java 9. Reflection, since the agent is compiled for 8. */
  public static void openNioChannels(Instrumentation instrumentation, Class<?> bootClass)
      throws ReflectiveOperationException {
    Class<?> module;
    try {
      module = Class.forName("java.lang.Module");
    } catch (ClassNotFoundException e) {
      return;
    }
    Object javaBase = Class.class.getMethod("getModule").invoke(Object.class);
    Object unnamed = Class.class.getMethod("getModule").invoke(bootClass);
    Map<String, Set<Object>> toUnnamed =
        Collections.singletonMap("sun.nio.ch", Collections.singleton(unnamed));
    Instrumentation.class
        .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            javaBase,
            Collections.emptySet(),
            toUnnamed,
            toUnnamed,
            Collections.emptySet(),
            Collections.emptyMap());
  }
}
