package io.tuplewatch.agent.instrument;

import io.tuplewatch.agent.boot.AgentLog;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Weaves advice into the few classes it knows by name; every other class costs one hash lookup and
 * is left alone (a transformer that so much as parses JFR's own classes can corrupt recordings).
 * Byte Buddy without its AgentBuilder: half the start-up time. Thread-safe.
 */
final class AdviceTransformer implements ClassFileTransformer {

  private final Map<String, List<AdviceHook>> hooksByInternalName =
      new HashMap<String, List<AdviceHook>>();
  private final Set<String> wovenNames = Collections.synchronizedSet(new TreeSet<String>());
  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
          .with(InstrumentedType.Factory.Default.FROZEN)
          // No class initializer, no field, no method is added: retransformation allows none.
          .with(Implementation.Context.Disabled.Factory.INSTANCE);

  AdviceTransformer(List<AdviceHook> hooks) {
    for (AdviceHook hook : hooks) {
      String internalName = hook.className().replace('.', '/');
      List<AdviceHook> ofClass = hooksByInternalName.get(internalName);
      if (ofClass == null) {
        ofClass = new ArrayList<AdviceHook>();
        hooksByInternalName.put(internalName, ofClass);
      }
      ofClass.add(hook);
    }
  }

  /** The classes to be woven, with dots, whether this JDK has them or not. */
  Set<String> targetNames() {
    Set<String> names = new TreeSet<String>();
    for (String internalName : hooksByInternalName.keySet()) {
      names.add(internalName.replace('/', '.'));
    }
    return names;
  }

  /** The classes woven so far, with dots. */
  Set<String> wovenNames() {
    synchronized (wovenNames) {
      return new TreeSet<String>(wovenNames);
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    List<AdviceHook> hooks =
        loader == null && internalName != null ? hooksByInternalName.get(internalName) : null;
    if (hooks == null || internalName == null) {
      return null;
    }
    String name = internalName.replace('/', '.');
    try {
      byte[] woven = weave(name, classFile, hooks);
      wovenNames.add(name);
      return woven;
    } catch (Throwable t) {
      AgentLog.warn(name + " is not instrumented, its connects or closes are missing: " + t);
      return null;
    }
  }

  private byte[] weave(String name, byte[] classFile, List<AdviceHook> hooks) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(name, classFile),
            ClassFileLocator.ForClassLoader.ofSystemLoader());
    TypeDescription type = TypePool.Default.of(locator).describe(name).resolve();
    DynamicType.Builder<?> builder = byteBuddy.decorate(type, locator);
    for (AdviceHook hook : hooks) {
      builder = builder.visit(hook.advice());
    }
    return builder.make().getBytes();
  }
}
