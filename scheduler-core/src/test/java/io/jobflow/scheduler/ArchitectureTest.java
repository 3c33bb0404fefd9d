package io.jobflow.scheduler;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules that keep the scheduler's packages in their order and its code off clocks, sleeps and consoles. */
class ArchitectureTest {

    private static final String ROOT = "io.jobflow.scheduler";

    /** Each package imports only packages that stand before it; the façade, in the root package, is the empty name. */
    private static final List<String> ORDER = List.of(
            "time",
            "config",
            "cron",
            "schedule",
            "job",
            "execution",
            "store",
            "discovery",
            "dispatch",
            "inprocess",
            "engine",
            "telemetry",
            "http",
            "cli",
            "",
            "app");

    private static final List<String> CLOCK_OWNERS = List.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalTime",
            "java.time.LocalDateTime",
            "java.time.OffsetDateTime",
            "java.time.OffsetTime",
            "java.time.ZonedDateTime",
            "java.time.Year",
            "java.time.YearMonth",
            "java.time.MonthDay");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("test-classes"))
            .importPackages(ROOT);

    @Test
    void seesTheWholeScheduler() {
        List<String> packages =
                CLASSES.stream().map(ArchitectureTest::row).distinct().toList();

        assertThat(CLASSES.size()).isGreaterThan(300);
        assertThat(packages).containsExactlyInAnyOrderElementsOf(ORDER);
    }

    @Test
    void keepsTheOrderOfTheArchitecturePage() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/architecture.md")).stream()
                .dropWhile(line -> !line.startsWith("| package |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|")[1].replace("`", "").strip())
                .map(name -> name.equals("root") ? "" : name)
                .toList();

        assertThat(rows).isEqualTo(ORDER);
    }

    @Test
    void importsOnlyPackagesThatStandAbove() {
        classes().should(dependOnlyOnRowsAbove()).check(CLASSES);
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void keepsCronUsableOnItsOwn() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".cron..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".cron..")
                .check(CLASSES);
    }

    @Test
    void readsClocksOnlyWhereTimeLives() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".time..")
                .should()
                .callCodeUnitWhere(readsAClock())
                .because("time is handed in as a TimeSource")
                .check(CLASSES);
    }

    @Test
    void neverSleeps() {
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("sleep"))
                        .and(target(owner(nameMatching("java\\.lang\\.Thread|java\\.util\\.concurrent\\.TimeUnit")))))
                .because("every wait has a condition and a deadline")
                .check(CLASSES);
    }

    @Test
    void printsOnlyFromTheCommandLine() {
        noClasses()
                .that(resideInAPackage(ROOT + "..")
                        .and(DescribedPredicate.not(resideInAPackage(ROOT + ".cli.."))
                                .and(DescribedPredicate.not(resideInAPackage(ROOT + ".app..")))))
                .should()
                .accessFieldWhere(DescribedPredicate.describe(
                        "System.out and System.err",
                        access -> access.getTarget().getOwner().isEquivalentTo(System.class)
                                && List.of("out", "err").contains(access.getName())))
                .because("everything else logs")
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> dependOnlyOnRowsAbove() {
        return new ArchCondition<>("depend only on packages that stand above") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                int row = ORDER.indexOf(row(origin));
                if (row < 0) {
                    events.add(SimpleConditionEvent.violated(
                            origin, origin.getName() + " is in a package that ORDER does not list"));
                }
                for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    if (isOurs(target) && ORDER.indexOf(row(target)) > row) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static DescribedPredicate<JavaCall<?>> readsAClock() {
        return DescribedPredicate.describe("read a clock", call -> {
            String owner = call.getTargetOwner().getName();
            String name = call.getName();
            int parameters = call.getTarget().getRawParameterTypes().size();
            return switch (owner) {
                case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
                case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
                case "java.util.Date", "java.util.GregorianCalendar" -> name.equals("<init>") && parameters == 0;
                case "java.util.Calendar" -> name.equals("getInstance");
                default -> name.equals("now") && CLOCK_OWNERS.contains(owner);
            };
        });
    }

    private static boolean isOurs(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    /** The first part of the package below the root; empty for the root itself. */
    private static String row(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1).split("\\.")[0];
    }
}
