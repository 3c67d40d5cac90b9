package org.chainrule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one file that is delivered, from which classes that nothing needs were left out. */
class AppTest {
  private static final Path APP = Path.of("target", "app", "chainrule.jar").toAbsolutePath();
  private static final long MOST_BYTES = 10_485_760;

  /** Two values of each simple type. */
  private static final Map<Class<?>, List<Object>> SAMPLES =
      Map.of(
          int.class, List.of(3, 4),
          long.class, List.of(5L, 1L << 40),
          float.class, List.of(0.0f, -0.0f),
          double.class, List.of(0.5, 0.25),
          boolean.class, List.of(true, false),
          String.class, List.of("a", "b"));

  @TempDir private Path folder;

  private Outcome run(String... arguments) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString(), "-jar", APP.toString()));
    command.addAll(Arrays.asList(arguments));
    Process process =
        Child.start(
            command,
            builder ->
                builder
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile()));
    return new Outcome(
        process.waitFor(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "derive|ln(x) + exp(y)*z|--at|x=1,y=3,z=2|--format|html",
        "derive|ln(1 + norm(tanh(W*x + b) - y)^2)|--shape|W: m, d; x: d; b, y: m",
        "graph|sigma(w*x + b)|--at|w=1,x=2,b=3",
        "check|gradient|--of|sigma(w*x + b)|--wrt|w|--claim|x*(1 - sigma(w*x + b))|--json",
        "check|truth-table|--help",
        "activation|gelu|relu",
        "trace|(x*w - 1)^2|--at|x=1,w=3",
        "summary|digits|--layers|conv 4 3x3, relu, maxpool 2, flatten, dense 10",
        "data|describe|digits",
        "train|nowhere.csv",
        "bench|--help"
      })
  void saysWhatItsClassesSay(String line) throws Exception {
    String[] words = line.split("\\|", -1);
    Outcome here = Outcome.of((Object[]) words);
    Outcome there = run(words);
    assertThat(there.err()).isEqualTo(here.err());
    assertThat(there.out()).isEqualTo(here.out());
    assertThat(there.code()).isEqualTo(here.code());
  }

  @Test
  void trainsSearchesStudiesAndReports() throws Exception {
    List<String[]> commands =
        List.of(
            new String[] {"train", "digits", "--epochs", "2", "--out", "run"},
            new String[] {"evaluate", "run", "digits"},
            new String[] {"plan", "run"},
            new String[] {
              "search",
              "digits",
              "--space",
              "hidden_layer_sizes=(8,); alpha=1e-4,1e-2",
              "--out",
              "search"
            },
            new String[] {
              "study", "settings", "--part", "Batch size", "--out", "study", "--", "--epochs", "1"
            });
    for (String[] command : commands) {
      Outcome outcome = run(command);
      assertThat(outcome.code()).as(outcome.err()).isZero();
    }
    for (String name : List.of("run", "search", "study")) {
      assertThat(folder.resolve(name).resolve("report.html")).isNotEmptyFile();
    }
  }

  /** Equality, hash and text of records and choices by class are written out in it. */
  @Test
  void hasRecordsThatAreWhatTheyWere() throws Exception {
    int compared = 0;
    try (JarFile jar = new JarFile(APP.toFile());
        URLClassLoader app =
            new URLClassLoader(
                new URL[] {APP.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName().replace('/', '.').replaceFirst("\\.class$", "");
        if (!name.startsWith("org.chainrule.") || !entry.getName().endsWith(".class")) {
          continue;
        }
        ClassModel model = ClassFile.of().parse(jar.getInputStream(entry).readAllBytes());
        assertThat(leftToTheJvm(model)).as(name).isEmpty();
        if (model.findAttribute(Attributes.record()).isPresent()) {
          compared += compare(Class.forName(name), app.loadClass(name));
        }
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  private static List<String> leftToTheJvm(ClassModel model) {
    return model.methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(CodeModel::elementStream)
        .filter(InvokeDynamicInstruction.class::isInstance)
        .map(InvokeDynamicInstruction.class::cast)
        .filter(AppTest::isLeftToTheJvm)
        .map(call -> call.name().stringValue())
        .toList();
  }

  private static boolean isLeftToTheJvm(InvokeDynamicInstruction call) {
    return switch (call.bootstrapMethod().owner().displayName()) {
      case "ObjectMethods" -> true;
      case "SwitchBootstraps" ->
          call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
      default -> false;
    };
  }

  /** Compares a record, if it is public and takes any numbers and words: 1 if it does, else 0. */
  private static int compare(Class<?> here, Class<?> there) throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(here.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    if (!SAMPLES.keySet().containsAll(Arrays.asList(types))) {
      return 0;
    }
    List<Object> records = new ArrayList<>();
    List<Object> others = new ArrayList<>();
    for (int sample = 0; sample <= types.length; sample++) {
      Object[] values = new Object[types.length];
      for (int i = 0; i < types.length; i++) {
        values[i] = Objects.requireNonNull(SAMPLES.get(types[i])).get(i == sample ? 1 : 0);
      }
      try {
        records.add(make(here, types, values));
        others.add(make(there, types, values));
      } catch (InvocationTargetException | IllegalAccessException e) {
        return 0; // some numbers do not suit it, or it is for its package only
      }
    }
    records.add("no record");
    others.add("no record");
    for (int i = 0; i < records.size(); i++) {
      assertThat(others.get(i)).hasToString(records.get(i).toString());
      assertThat(others.get(i)).hasSameHashCodeAs(records.get(i));
      assertThat(others.get(i)).isNotEqualTo(null);
      for (int j = 0; j < records.size(); j++) {
        assertThat(others.get(i).equals(others.get(j)))
            .as("%s, %s", records.get(i), records.get(j))
            .isEqualTo(records.get(i).equals(records.get(j)));
      }
    }
    return 1;
  }

  private static Object make(Class<?> type, Class<?>[] types, Object[] values)
      throws ReflectiveOperationException {
    return type.getDeclaredConstructor(types).newInstance(values);
  }

  @Test
  void isSmallAndNamesWhatItHolds() throws IOException {
    assertThat(Files.size(APP)).isLessThan(MOST_BYTES);
    try (JarFile jar = new JarFile(APP.toFile())) {
      assertThat(Stream.of("META-INF/LICENSE", "META-INF/NOTICE").map(jar::getEntry))
          .doesNotContainNull();
      byte[] notice = jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes();
      assertThat(new String(notice, UTF_8)).isEqualTo(TestFiles.read(Path.of("../NOTICE")));
    }
  }
}
