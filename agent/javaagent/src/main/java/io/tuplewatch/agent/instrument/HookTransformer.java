package io.tuplewatch.agent.instrument;

import io.tuplewatch.agent.boot.AgentLog;
import io.tuplewatch.agent.boot.Recorder;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Weaves hooks into the few classes it knows by name; every other class costs one hash lookup or a
 * look at the end of its name, and is left alone (a transformer that so much as parses JFR's own
 * classes can corrupt recordings). Thread-safe.
 */
final class HookTransformer implements ClassFileTransformer {

  private final Map<String, List<Hook>> jdkHooks = new HashMap<String, List<Hook>>();
  private final @Nullable NettyInstrumentation netty;
  private final Set<String> wovenNames = Collections.synchronizedSet(new TreeSet<String>());

  /**
   * @param hooks of the JDK's classes
   * @param netty null if Netty is to be left alone
   */
  HookTransformer(List<Hook> hooks, @Nullable NettyInstrumentation netty) {
    this.netty = netty;
    for (Hook hook : hooks) {
      String internalName = hook.className().replace('.', '/');
      List<Hook> ofClass = jdkHooks.get(internalName);
      if (ofClass == null) {
        ofClass = new ArrayList<Hook>();
        jdkHooks.put(internalName, ofClass);
      }
      ofClass.add(hook);
    }
  }

  /** The JDK's classes to be woven, with dots, whether this JDK has them or not. */
  Set<String> targetNames() {
    Set<String> names = new TreeSet<String>();
    for (String internalName : jdkHooks.keySet()) {
      names.add(internalName.replace('/', '.'));
    }
    return names;
  }

  /** Those of the loaded classes that are to be woven. */
  List<Class<?>> targetsAmong(Class<?>[] loaded) {
    List<Class<?>> targets = new ArrayList<Class<?>>();
    for (Class<?> candidate : loaded) {
      if (hooks(candidate.getClassLoader(), candidate.getName().replace('.', '/')) != null) {
        targets.add(candidate);
      }
    }
    return targets;
  }

  private @Nullable List<Hook> hooks(@Nullable ClassLoader loader, String internalName) {
    if (loader == null) {
      return jdkHooks.get(internalName);
    }
    return netty == null ? null : netty.hooks(internalName);
  }

  /** The classes woven so far, with dots, and commas between. */
  String wovenText() {
    String text = wovenNames.toString();
    return text.substring(1, text.length() - 1);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null) {
      return null;
    }
    List<Hook> hooks = hooks(loader, internalName);
    if (hooks == null || (loader != null && netty != null && !netty.canCallHooks(loader))) {
      return null;
    }
    String name = internalName.replace('/', '.');
    try {
      byte[] woven = HookWeaver.weave(classFile, hooks);
      if (woven != null && wovenNames.add(name)) {
        // Netty's come when the application first needs them.
        Recorder.setInstrumentedTypes(wovenText());
      }
      return woven;
    } catch (Throwable t) {
      AgentLog.warn(name + " is not instrumented, its connects or closes are missing: " + t);
      return null;
    }
  }
}
