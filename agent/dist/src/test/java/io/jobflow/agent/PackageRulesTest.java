package io.jobflow.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PackageRulesTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/hook/") && !location.contains("/weave/"))
            .importPackages("io.jobflow.agent");

    @Test
    void packagesHaveNoCycles() {
        assertThat(OURS.size()).isGreaterThan(30);
        slices().matching("io.jobflow.agent.(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void theFrontDoorAndTheLoaderKnowTheJdkOnly() {
        noClasses()
                .that()
                .resideInAnyPackage("io.jobflow.agent", "io.jobflow.agent.loader")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "io.jobflow.agent", "io.jobflow.agent.loader", "org.jspecify..")
                .check(OURS);
    }

    @Test
    void onlyBackendAndRunsKnowOpenTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.jobflow.agent.backend..", "io.jobflow.agent.run")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(OURS);
    }
}
