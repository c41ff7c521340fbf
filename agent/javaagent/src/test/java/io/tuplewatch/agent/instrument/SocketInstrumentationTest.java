package io.tuplewatch.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.agent.Jdks;
import io.tuplewatch.agent.Jdks.Jdk;
import io.tuplewatch.agent.boot.AdaptorHooks;
import io.tuplewatch.agent.boot.AsynchronousHooks;
import io.tuplewatch.agent.boot.BindHooks;
import io.tuplewatch.agent.boot.ConnectHooks;
import io.tuplewatch.agent.boot.NettyHooks;
import io.tuplewatch.agent.boot.SocketHooks;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The table of hooks against the classes of each JDK found. A JDK that lacks a class or a method is
 * no error to the agent; so a misspelt name would be none, either.
 */
class SocketInstrumentationTest {

  /** The last version that has these hooks' methods in this class. */
  private static final Map<String, Integer> UNTIL =
      Map.of("java.net.AbstractPlainSocketImpl", 17, "sun.nio.ch.SocketDispatcher", 20);

  private static final Map<String, Integer> SINCE = Map.of("sun.nio.ch.UnixDispatcher", 21);

  /** What woven code calls. */
  private static final List<Class<?>> DOORS =
      List.of(
          AdaptorHooks.class,
          AsynchronousHooks.class,
          BindHooks.class,
          ConnectHooks.class,
          NettyHooks.class,
          SocketHooks.class);

  /** One method under its two names, which are asked for in both classes. */
  private static final Set<String> PRE_CLOSE =
      Set.of(
          "sun.nio.ch.SocketDispatcher.preClose",
          "sun.nio.ch.SocketDispatcher.implPreClose",
          "sun.nio.ch.UnixDispatcher.preClose",
          "sun.nio.ch.UnixDispatcher.implPreClose");

  /** The classes to be woven, by JDK and name. */
  private static final Map<Jdk, Map<String, byte[]>> CLASS_FILES = new LinkedHashMap<>();

  @BeforeAll
  static void readClasses() throws Exception {
    Set<String> names =
        SocketInstrumentation.hooks().stream().map(Hook::className).collect(Collectors.toSet());
    for (Jdk jdk : Jdks.found()) {
      if (jdk.hasClassFiles()) {
        CLASS_FILES.put(jdk, jdk.classFiles(names));
      }
    }
  }

  @Test
  void everyHookHasItsMethodInAJdkThatIsToHaveIt() {
    Set<Jdk> jdks = CLASS_FILES.keySet();
    Set<String> missing = new TreeSet<>();
    for (Hook hook : SocketInstrumentation.hooks()) {
      if (jdks.stream().anyMatch(jdk -> isToHave(jdk, hook))) {
        missing.add(name(hook));
      }
    }
    for (Jdk jdk : jdks) {
      for (Hook hook : SocketInstrumentation.hooks()) {
        if (!methods(jdk, hook).isEmpty()) {
          missing.remove(name(hook));
        }
      }
    }
    assertThat(missing).isSubsetOf(PRE_CLOSE).hasSizeLessThan(PRE_CLOSE.size());
  }

  /** The weaver takes the first one that matches. */
  @Test
  void noMethodHasTwoHooks() {
    for (Jdk jdk : CLASS_FILES.keySet()) {
      List<String> hooked = new ArrayList<>();
      for (Hook hook : SocketInstrumentation.hooks()) {
        hooked.addAll(methods(jdk, hook));
      }
      assertThat(hooked).as(jdk.toString()).doesNotHaveDuplicates();
    }
  }

  /** A field that a class does not declare is seen in weaving only, which leaves that class out. */
  @Test
  void everyClassCanBeWoven() {
    Map<String, List<Hook>> byClass =
        SocketInstrumentation.hooks().stream().collect(Collectors.groupingBy(Hook::className));
    for (Jdk jdk : CLASS_FILES.keySet()) {
      for (Map.Entry<String, List<Hook>> hooks : byClass.entrySet()) {
        byte[] classFile = CLASS_FILES.get(jdk).get(hooks.getKey());
        boolean hooked = false;
        for (Hook hook : hooks.getValue()) {
          hooked |= !methods(jdk, hook).isEmpty();
        }
        byte[] woven = classFile == null ? null : HookWeaver.weave(classFile, hooks.getValue());
        assertThat(woven != null).as(jdk + ", " + hooks.getKey()).isEqualTo(hooked);
      }
    }
  }

  /** Otherwise the verifier refuses the class, and only on a JVM with the agent. */
  @Test
  void everyDoorTakesWhatTheMethodHasForIt() {
    for (Jdk jdk : CLASS_FILES.keySet()) {
      for (Hook hook : SocketInstrumentation.hooks()) {
        for (String method : methods(jdk, hook)) {
          Type type = Type.getMethodType(method.substring(method.indexOf('(')));
          for (Call call : calls(hook)) {
            Type[] parameters = Type.getArgumentTypes(call.descriptor());
            for (int i = 0; i < parameters.length; i++) {
              assertThat(fits(given(call.operands().get(i), hook, type), parameters[i]))
                  .as("%s: %s, operand %d of %s", jdk, method, i, call.name())
                  .isTrue();
            }
          }
        }
      }
    }
  }

  private static Type given(Operand operand, Hook hook, Type method) {
    switch (operand.kind()) {
      case THIS:
        return Type.getObjectType(hook.className().replace('.', '/'));
      case ARGUMENT:
        return method.getArgumentTypes()[operand.index()];
      case RETURNED:
        return method.getReturnType();
      case THROWN:
        return Type.getType(Throwable.class);
      default:
        return operand.descriptor() == null
            ? Type.getType(Object.class)
            : Type.getType(operand.descriptor());
    }
  }

  private static boolean fits(Type given, Type parameter) {
    if (given.getSort() < Type.ARRAY || parameter.getSort() < Type.ARRAY) {
      return given.equals(parameter);
    }
    try {
      return parameter.equals(Type.getType(Object.class))
          || Class.forName(parameter.getClassName(), false, null)
              .isAssignableFrom(Class.forName(given.getClassName(), false, null));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Test
  void everyDoorIsOpenedByAHook() {
    Stream<Hook> hooks =
        Stream.concat(
            SocketInstrumentation.hooks().stream(),
            new NettyInstrumentation().hooksOfClasses.stream().flatMap(List::stream));
    Set<String> called =
        hooks
            .flatMap(hook -> calls(hook).stream())
            .map(call -> call.owner() + "." + call.name())
            .collect(Collectors.toSet());

    List<String> doors = new ArrayList<>();
    for (Class<?> hooksClass : DOORS) {
      for (Method door : hooksClass.getDeclaredMethods()) {
        if (Modifier.isPublic(door.getModifiers())) {
          doors.add(Type.getInternalName(hooksClass) + "." + door.getName());
        }
      }
    }

    assertThat(doors).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(called);
  }

  private static List<Call> calls(Hook hook) {
    return Stream.of(hook.before(), hook.after())
        .filter(Objects::nonNull)
        .collect(Collectors.toList());
  }

  @Test
  void applicationCanHaveSocketsOnceOneOfTheirClassesIsLoaded() throws ClassNotFoundException {
    assertThat(SocketInstrumentation.noneLoaded(loaded("Net", "Invoker"))).isTrue();
    for (String socket :
        List.of("SocketChannelImpl", "NioSocketImpl", "UnixAsynchronousSocketChannelImpl")) {
      assertThat(SocketInstrumentation.noneLoaded(loaded("Net", socket))).as(socket).isFalse();
    }
  }

  private static List<Class<?>> loaded(String... names) throws ClassNotFoundException {
    List<Class<?>> classes = new ArrayList<>();
    for (String name : names) {
      classes.add(Class.forName("sun.nio.ch." + name, false, null));
    }
    return classes;
  }

  private static boolean isToHave(Jdk jdk, Hook hook) {
    return jdk.version() <= UNTIL.getOrDefault(hook.className(), Integer.MAX_VALUE)
        && jdk.version() >= SINCE.getOrDefault(hook.className(), 0);
  }

  private static String name(Hook hook) {
    return hook.className() + "." + hook.methodName();
  }

  /** The methods with a body that a hook matches, with their descriptors. */
  private static Set<String> methods(Jdk jdk, Hook hook) {
    byte[] classFile = CLASS_FILES.get(jdk).get(hook.className());
    Set<String> methods = new TreeSet<>();
    if (classFile != null) {
      new ClassReader(classFile)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String generic, String[] thrown) {
                  if (hook.matches(name, descriptor)
                      && !Modifier.isAbstract(access)
                      && !Modifier.isNative(access)) {
                    methods.add(hook.className() + "." + name + descriptor);
                  }
                  return null;
                }
              },
              ClassReader.SKIP_CODE);
    }
    return methods;
  }
}
