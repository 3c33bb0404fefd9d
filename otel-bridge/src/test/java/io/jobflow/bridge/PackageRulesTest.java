package io.jobflow.bridge;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PackageRulesTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jobflow");

    @Test
    void seeEnoughClasses() {
        int seen = OURS.size();

        assertThat(seen).isGreaterThan(25);
    }

    @Test
    void allowNoCycles() {
        slices().matching("io.jobflow.(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void letTheModuleUseNothingOfOursButItself() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.jobflow..").and(resideOutsideOfPackage("io.jobflow.bridge..")))
                .check(OURS);
    }

    @Test
    void letTheVocabularyUseNothingButTheApi() {
        onlyUse("io.jobflow.bridge", "java..", "org.jspecify..", "io.opentelemetry.api..");
    }

    @Test
    void letTheExecutorsSideUseNothingButTheApi() {
        onlyUse(
                "io.jobflow.bridge.attempt",
                "java..",
                "org.jspecify..",
                "io.opentelemetry.api..",
                "io.opentelemetry.context..");
    }

    @Test
    void letOutgoingCallsUseTheirAttemptAndTheApi() {
        onlyUse(
                "io.jobflow.bridge.outgoing",
                "java..",
                "org.jspecify..",
                "io.jobflow.bridge.attempt",
                "io.opentelemetry.api..",
                "io.opentelemetry.context..");
    }

    @Test
    void letTheSchedulersSideUseTheTraceSdk() {
        onlyUse(
                "io.jobflow.bridge.fire",
                "java..",
                "org.jspecify..",
                "io.opentelemetry.api..",
                "io.opentelemetry.context..",
                "io.opentelemetry.sdk.trace..");
    }

    @Test
    void letTheSetUpUseTheWholeSdk() {
        onlyUse(
                "io.jobflow.bridge.setup",
                "java..",
                "org.jspecify..",
                "io.jobflow.bridge.fire",
                "io.opentelemetry.api..",
                "io.opentelemetry.context..",
                "io.opentelemetry.common..",
                "io.opentelemetry.sdk..");
    }

    @Test
    void letNobodyButItsLinkUseMicrometer() {
        onlyUse("io.jobflow.bridge.micrometer", "java..", "org.jspecify..", "io.micrometer.core.instrument..");
    }

    @Test
    void letTheLibraryFormUseWhatItIsFor() {
        onlyUse(
                "io.jobflow.bridge.library",
                "java..",
                "org.jspecify..",
                "io.jobflow.bridge.attempt",
                "io.opentelemetry.api..",
                "io.opentelemetry.context..",
                "com.sun.net.httpserver",
                "javax.servlet..",
                "jakarta.servlet..",
                "okhttp3",
                "org.slf4j");
    }

    @Test
    void letOnlyTheAttemptsClockReadTheTime() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.jobflow.bridge.attempt.AttemptClock$1")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(OURS);
    }

    private static void onlyUse(String ofPackage, String... allowed) {
        classes()
                .that()
                .resideInAPackage(ofPackage)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed).or(resideInAnyPackage(ofPackage, "io.jobflow.bridge")))
                .check(OURS);
    }
}
