package io.tuplewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.agent.boot.SocketHooks;
import io.tuplewatch.events.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.junit.jupiter.api.Test;

/** What the agent's class files hold, read byte by byte: promises that the sources only make. */
class AgentClassesTest {

  private static final String INSTRUMENT = "io/tuplewatch/agent/instrument/";

  @Test
  void noClassHoldsALambdaOrAnyInvokedynamic() {
    Set<String> found = new TreeSet<>();
    for (ClassReader agentClass : all()) {
      agentClass.accept(new DynamicCalls(agentClass.getClassName(), found), 0);
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyClassRunsOnJava8() {
    assertThat(all())
        .allSatisfy(agentClass -> assertThat(version(agentClass)).isEqualTo(Opcodes.V1_8));
  }

  /** Those are in a loader of their own; the bootstrap loader, which has the rest, has them not. */
  @Test
  void onlyInstrumentationItselfKnowsInstrumentationAndByteBuddy() {
    Set<String> reached = new TreeSet<>();
    for (ClassReader other : all()) {
      if (!other.getClassName().startsWith(INSTRUMENT)) {
        references(other).stream()
            .filter(name -> name.startsWith(INSTRUMENT) || name.startsWith("net/bytebuddy/"))
            .forEach(name -> reached.add(other.getClassName() + " -> " + name));
      }
    }
    assertThat(reached).isEmpty();
  }

  private static Set<String> references(ClassReader agentClass) {
    Set<String> names = new TreeSet<>();
    Remapper collecting =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String internalName) {
            names.add(internalName);
            return internalName;
          }
        };
    agentClass.accept(new ClassRemapper(new ClassWriter(0), collecting), 0);
    return names;
  }

  private static int version(ClassReader agentClass) {
    return agentClass.readUnsignedShort(6);
  }

  /** The agent's own classes and its events', wherever the build has put them. */
  private static List<ClassReader> all() {
    List<ClassReader> all =
        Stream.of(SocketHooks.class, Outcome.class)
            .flatMap(one -> in(one).stream())
            .collect(Collectors.toList());
    assertThat(all).hasSizeGreaterThan(50);
    return all;
  }

  private static List<ClassReader> in(Class<?> one) {
    try {
      Path root = Paths.get(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(root)) {
        return read(root);
      }
      URI jar = new URI("jar:" + root.toUri());
      try (FileSystem files = FileSystems.newFileSystem(jar, Collections.emptyMap())) {
        return read(files.getPath("/"));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ClassReader> read(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.endsWith("package-info.class"))
          .map(AgentClassesTest::reader)
          .collect(Collectors.toList());
    }
  }

  private static ClassReader reader(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      return new ClassReader(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class DynamicCalls extends ClassVisitor {
    private final String className;
    private final Set<String> found;

    DynamicCalls(String className, Set<String> found) {
      super(Opcodes.ASM9);
      this.className = className;
      this.found = found;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInvokeDynamicInsn(
            String called, String type, Handle bootstrap, Object... arguments) {
          found.add(className + "." + name);
        }
      };
    }
  }
}
