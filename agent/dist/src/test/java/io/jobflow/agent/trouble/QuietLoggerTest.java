package io.jobflow.agent.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuietLoggerTest {

    @Test
    void hasEveryMethodThatThePackedLibrariesCall() {
        Set<String> called = new ClassFileImporter()
                .importPackages("io.opentelemetry", "okhttp3", "okio", "io.jobflow.bridge").stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().isEquivalentTo(Logger.class))
                        .map(QuietLoggerTest::signature)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = Arrays.stream(QuietLogger.class.getMethods())
                .map(method -> method.getName()
                        + Arrays.stream(method.getParameterTypes())
                                .map(Class::getName)
                                .toList())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(called).hasSizeGreaterThan(5);
        assertThat(there).containsAll(called);
    }

    private static String signature(JavaMethodCall call) {
        return call.getTarget().getName()
                + call.getTarget().getRawParameterTypes().stream()
                        .map(type -> type.getName())
                        .toList();
    }
}
