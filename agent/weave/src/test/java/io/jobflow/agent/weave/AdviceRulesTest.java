package io.jobflow.agent.weave;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import net.bytebuddy.asm.Advice;
import org.junit.jupiter.api.Test;

class AdviceRulesTest {

    private static final String ADVICE = "Advice";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jobflow.agent.weave");

    @Test
    void adviceTouchesTheJdkTheHookAndItsTargetOnly() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith(ADVICE)
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                                "java..",
                                "com.sun.net.httpserver..",
                                "javax.servlet..",
                                "ch.qos.logback..",
                                "io.netty..",
                                "org.apache.logging.log4j..",
                                "okhttp3..",
                                "org.apache.http..",
                                "org.apache.hc..",
                                "io.jobflow.agent.hook",
                                "net.bytebuddy.asm",
                                "net.bytebuddy.implementation.bytecode.assign", // defaults of annotations
                                "org.jspecify..")
                        // Constants such as the site's name are copied by the compiler.
                        .or(simpleNameEndingWith(ADVICE))
                        // The target's own once its name is exchanged.
                        .or(simpleName("RecordLogger"))
                        // Gone once the advice is inlined.
                        .or(simpleName("JobName"))))
                .check(OURS);
    }

    @Test
    void adviceIsInlinedAndSuppressed() {
        long seen = OURS.stream()
                .filter(type -> type.getSimpleName().endsWith(ADVICE))
                .flatMap(type -> type.getMethods().stream())
                .peek(method -> {
                    if (method.isAnnotatedWith(Advice.OnMethodEnter.class)) {
                        Advice.OnMethodEnter enter = method.getAnnotationOfType(Advice.OnMethodEnter.class);
                        assertThat(enter.suppress()).as(method.getFullName()).isEqualTo(Throwable.class);
                        assertThat(enter.inline()).as(method.getFullName()).isTrue();
                    } else {
                        Advice.OnMethodExit exit = method.getAnnotationOfType(Advice.OnMethodExit.class);
                        assertThat(exit.suppress()).as(method.getFullName()).isEqualTo(Throwable.class);
                        assertThat(exit.inline()).as(method.getFullName()).isTrue();
                    }
                })
                .count();

        assertThat(seen).isGreaterThan(10);
    }

    @Test
    void namesOfTargetsAreKnownWithoutByteBuddy() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Classes")
                .or()
                .haveSimpleName("Targets")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.bytebuddy..")
                .check(OURS);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.jobflow.agent.(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void theRulesSawTheCode() {
        classes().should().resideInAPackage("io.jobflow.agent.weave..").check(OURS);
        assertThat(OURS.size()).isGreaterThan(20);
    }
}
