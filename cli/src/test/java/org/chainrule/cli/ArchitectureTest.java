package org.chainrule.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importLocations(
              ModuleLayer.boot().configuration().modules().stream()
                  .filter(module -> module.name().startsWith("org.chainrule."))
                  .map(module -> Location.of(module.reference().location().orElseThrow()))
                  .collect(toSet()));

  /** A module, the fewest classes that it has, and the modules that it may use. */
  record Part(String name, int fewestClasses, Set<String> uses) {
    String packages() {
      return "org.chainrule." + name + "..";
    }
  }

  private static final List<Part> PARTS =
      List.of(
          new Part("graph", 60, Set.of()),
          new Part("calculus", 8, Set.of("graph")),
          new Part("engine", 50, Set.of("graph")),
          new Part("drawing", 15, Set.of("graph")),
          new Part("explain", 20, Set.of("graph", "calculus", "drawing")),
          new Part("learn", 50, Set.of("graph", "calculus", "engine")),
          new Part("search", 10, Set.of("graph", "calculus", "engine", "learn")),
          new Part("exchange", 5, Set.of("graph", "calculus", "engine", "learn")),
          new Part(
              "report", 10, Set.of("graph", "calculus", "engine", "drawing", "learn", "search")),
          new Part("bench", 15, Set.of("graph", "calculus", "engine", "learn")),
          new Part(
              "cli",
              2,
              Set.of(
                  "graph",
                  "calculus",
                  "engine",
                  "drawing",
                  "explain",
                  "learn",
                  "search",
                  "exchange",
                  "report",
                  "bench")));

  @ParameterizedTest
  @FieldSource("PARTS")
  void arrowsPointOneWay(Part part) {
    assertThat(CLASSES.that(resideInAPackage(part.packages())).size())
        .isGreaterThanOrEqualTo(part.fewestClasses);
    String[] others =
        PARTS.stream()
            .filter(other -> !other.equals(part) && !part.uses.contains(other.name))
            .map(Part::packages)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(part.packages())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void everyClassBelongsToAPart() {
    String[] parts = PARTS.stream().map(Part::packages).toArray(String[]::new);
    assertThat(CLASSES.that(not(resideInAnyPackage(parts)))).isEmpty();
  }
}
