package io.tuplewatch.jmc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.RunnableFuture;
import java.util.jar.JarFile;
import net.jpountz.lz4.LZ4Factory;
import org.eclipse.core.internal.registry.ExtensionRegistry;
import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.osgi.launch.EquinoxFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResultValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;
import org.owasp.encoder.Encode;

/**
 * The packaged file as a bundle, in Equinox with Mission Control's own bundles and the extension
 * registry: found as Mission Control's ExtensionRuleProvider finds rules; and as a plain jar.
 */
class BundleIT {

  private static final Path JAR = Path.of(System.getProperty("tuplewatch.jmc.jar"));
  private static final String POINT = "org.openjdk.jmc.flightrecorder.rules.ruleProvider";

  @TempDir private Path storage;

  @Test
  void bundleResolvesAndItsRulesAreFoundThroughTheExtensionPoint() throws Exception {
    Framework framework =
        new EquinoxFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    storage.toString(),
                    "osgi.framework.extensions",
                    ""));
    framework.start();
    try {
      BundleContext context = framework.getBundleContext();
      List<Bundle> bundles = new ArrayList<>();
      for (Class<?> of :
          List.of(
              IAdaptable.class,
              ExtensionRegistry.class,
              Encode.class,
              LZ4Factory.class,
              IItem.class,
              JfrLoaderToolkit.class,
              IRule.class)) {
        bundles.add(context.installBundle(fileOf(of).toURI().toString()));
      }
      Bundle ours = context.installBundle(JAR.toUri().toString());
      for (Bundle bundle : bundles) {
        bundle.start();
      }
      ours.start();

      assertThat(ours.getState()).isEqualTo(Bundle.ACTIVE);
      assertThat(contributors(context)).containsExactly("io.tuplewatch.jmc");
      requireRules(ours, bundles.get(6), bundles.get(5), bundles.get(4));
    } finally {
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  /** Names of the bundles that extend the extension point; the registry is not of our loader. */
  private static List<String> contributors(BundleContext context) throws Exception {
    Object registry =
        context.getService(
            context
                .getAllServiceReferences("org.eclipse.core.runtime.IExtensionRegistry", null)[0]);
    Object[] elements =
        (Object[])
            registry
                .getClass()
                .getMethod("getConfigurationElementsFor", String.class)
                .invoke(registry, POINT);
    List<String> names = new ArrayList<>();
    for (Object element : elements) {
      Object contributor = element.getClass().getMethod("getContributor").invoke(element);
      names.add((String) contributor.getClass().getMethod("getName").invoke(contributor));
    }
    return names;
  }

  /** As ExtensionRuleProvider does; then evaluates each on a sample. */
  private static void requireRules(Bundle ours, Bundle rules, Bundle recorder, Bundle common)
      throws Exception {
    ClassLoader loader = ours.adapt(BundleWiring.class).getClassLoader();
    Class<?> rule = rules.loadClass(IRule.class.getName());
    Class<?> preferences = common.loadClass(IPreferenceValueProvider.class.getName());
    Object items =
        recorder
            .loadClass(JfrLoaderToolkit.class.getName())
            .getMethod("loadEvents", List.class)
            .invoke(null, Samples.files("natural-drop"));
    List<String> said = new ArrayList<>();
    for (Object each : ServiceLoader.load(rule, loader)) {
      RunnableFuture<?> evaluation =
          (RunnableFuture<?>)
              rule.getMethod(
                      "createEvaluation",
                      common.loadClass("org.openjdk.jmc.common.item.IItemCollection"),
                      preferences,
                      rules.loadClass(IResultValueProvider.class.getName()))
                  .invoke(each, items, preferences.getField("DEFAULT_VALUES").get(null), null);
      evaluation.run();
      Object result = evaluation.get();
      Class<?> resultType = rules.loadClass("org.openjdk.jmc.flightrecorder.rules.IResult");
      said.add(
          rule.getMethod("getId").invoke(each)
              + " "
              + resultType.getMethod("getSeverity").invoke(result));
    }
    assertThat(said)
        .containsExactlyInAnyOrder(
            "TuplewatchEarlyReuse WARNING",
            "TuplewatchConnectFailures WARNING",
            "TuplewatchLateAnswers OK",
            "TuplewatchPortExhaustion OK",
            "TuplewatchPortSelection OK",
            "TuplewatchRecordingQuality OK");
  }

  @Test
  void manifestNamesTheBundleAndItsVersion() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile());
        InputStream plugin = jar.getInputStream(jar.getEntry("plugin.xml"))) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Bundle-Version"))
          .isEqualTo(System.getProperty("tuplewatch.version").replace('-', '.'));
      assertThat(jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"))
          .isEqualTo("io.tuplewatch.jmc;singleton:=true");
      assertThat(new String(plugin.readAllBytes(), StandardCharsets.UTF_8)).contains(POINT);
    }
  }

  @Test
  void fileHoldsNothingOfOthersUnderTheirOwnNames() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()).filter(n -> n.endsWith(".class")))
          .allMatch(name -> name.startsWith("io/tuplewatch/"));
      assertThat(jar.stream().map(entry -> entry.getName()))
          .anyMatch(name -> name.matches("META-INF/licenses/commons-statistics.*LICENSE"))
          .contains("META-INF/LICENSE", "META-INF/NOTICE");
    }
  }

  /** As on the class path of Cryostat's reports, beside Mission Control's jars and no other. */
  @Test
  void plainJarIsFoundByTheRegistryOfRules() throws Exception {
    List<URL> urls = new ArrayList<>(List.of(JAR.toUri().toURL()));
    for (Class<?> of :
        List.of(Encode.class, LZ4Factory.class, IItem.class, JfrLoaderToolkit.class, IRule.class)) {
      urls.add(fileOf(of).toURI().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> registry = loader.loadClass("org.openjdk.jmc.flightrecorder.rules.RuleRegistry");
      Iterable<?> rules = (Iterable<?>) registry.getMethod("getRules").invoke(null);

      assertThat(rules)
          .extracting(rule -> rule.getClass().getPackageName())
          .hasSize(6)
          .containsOnly("io.tuplewatch.jmc");
    }
  }

  private static File fileOf(Class<?> type) throws URISyntaxException {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
