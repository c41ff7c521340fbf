package io.tuplewatch.agent.instrument;

import static io.tuplewatch.agent.instrument.Operand.argument;
import static io.tuplewatch.agent.instrument.Operand.field;
import static io.tuplewatch.agent.instrument.Operand.handle;
import static io.tuplewatch.agent.instrument.Operand.returned;
import static io.tuplewatch.agent.instrument.Operand.self;
import static io.tuplewatch.agent.instrument.Operand.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Woven classes are defined by a loader of their own, so the JVM verifies them. */
class HookWeaverTest {

  private static final String SAMPLE = WovenSample.class.getName();

  /** What woven code calls. */
  public static final class Calls {
    static final List<String> SEEN = new ArrayList<>();

    private Calls() {}

    public static Object enter(Object self, Object name, int n, long seed) {
      SEEN.add("enter " + (self != null) + " " + name + " " + n + " " + seed);
      return "handle";
    }

    public static void leave(Object handle, Object thrown) {
      SEEN.add("leave " + handle + " " + thrown);
    }

    public static void leaveWith(boolean result, int n, Throwable thrown) {
      SEEN.add("leave " + result + " " + n + " " + thrown);
    }

    public static void fail() {
      throw new IllegalStateException("of the call");
    }
  }

  @BeforeEach
  void forget() {
    Calls.SEEN.clear();
  }

  @Test
  void wovenMethodReturnsWhatItReturnedBefore() throws Throwable {
    Object woven = woven(around("sum"), around("choose"));
    WovenSample original = new WovenSample("a");
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      int n = random.nextInt(0, 12);
      long seed = random.nextLong(-20, 20);
      double weight = random.nextDouble();
      assertThat(call(woven, "sum", n, seed, weight)).isEqualTo(original.sum(n, seed, weight));
      assertThat(call(woven, "choose", n, seed, weight))
          .isEqualTo(original.choose(n, seed, weight));
    }
    assertThat(Calls.SEEN).hasSize(800);
  }

  @Test
  void callsSeeThisFieldsArgumentsAndTheHandle() throws Throwable {
    call(woven(around("sum")), "sum", 2, 5L, 0.5);

    assertThat(Calls.SEEN).containsExactly("enter true a 2 5", "leave handle null");
  }

  @Test
  void exceptionIsSeenAndThrownOn() throws Throwable {
    Object woven = woven(around("sum"));

    assertThatThrownBy(() -> call(woven, "sum", -1, 5L, 0.5))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("negative");
    assertThat(Calls.SEEN)
        .containsExactly("enter true a -1 5", "leave handle java.io.IOException: negative");
  }

  @Test
  void resultIsSeenOfStaticMethodsToo() throws Throwable {
    Hook hook =
        Hook.on(SAMPLE, "isEven")
            .after(Call.to(Calls.class, "leaveWith", returned(), argument(0), thrown()));

    assertThat(call(woven(hook), "isEven", 4)).isEqualTo(true);
    assertThat(Calls.SEEN).containsExactly("leave true 4 null");
  }

  @Test
  void failingCallsChangeNothing() throws Throwable {
    Hook hook =
        Hook.on(SAMPLE, "sum")
            .before(Call.to(Calls.class, "fail"))
            .after(Call.to(Calls.class, "fail"));

    assertThat(call(woven(hook), "sum", 3, 1L, 0.5))
        .isEqualTo(new WovenSample("a").sum(3, 1L, 0.5));
  }

  @Test
  void hookThatOnlyComesBeforeLeavesTheRestAlone() throws Throwable {
    Object woven = woven(Hook.on(SAMPLE, "sum").before(Call.to(Calls.class, "fail")));

    assertThat(call(woven, "sum", 3, 1L, 0.5)).isEqualTo(new WovenSample("a").sum(3, 1L, 0.5));
  }

  @Test
  void classWithoutAMatchingMethodIsLeftAlone() throws Throwable {
    assertThat(HookWeaver.weave(classFile(), List.of(around("absent")))).isNull();
    assertThat(HookWeaver.weave(classFile(), List.of(around("sum").withArguments(1)))).isNull();
  }

  private static Hook around(String method) {
    return Hook.on(SAMPLE, method)
        .before(Call.to(Calls.class, "enter", self(), field("name"), argument(0), argument(1)))
        .after(Call.to(Calls.class, "leave", handle(), thrown()));
  }

  private static byte[] classFile() throws IOException {
    try (InputStream in = WovenSample.class.getResourceAsStream("WovenSample.class")) {
      return in.readAllBytes();
    }
  }

  private static Object woven(Hook... hooks) throws Throwable {
    byte[] bytes = HookWeaver.weave(classFile(), Arrays.asList(hooks));
    ClassLoader loader =
        new ClassLoader(HookWeaverTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(SAMPLE)
                ? defineClass(name, bytes, 0, bytes.length)
                : super.loadClass(name, resolve);
          }
        };
    return loader.loadClass(SAMPLE).getDeclaredConstructor(String.class).newInstance("a");
  }

  private static Object call(Object woven, String name, Object... arguments) throws Throwable {
    for (Method method : woven.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        try {
          return method.invoke(woven, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        }
      }
    }
    throw new NoSuchMethodException(name);
  }
}
