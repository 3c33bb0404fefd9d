package io.jobflow.agent.coverage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * With {@code -Pmatrix} writes down how each test went that {@link Shows} a row: a file for each suite in
 * {@code target/coverage}, in place of the one of its run before. {@link CoverageTable} is made from these. A suite that
 * fails before or after its tests counts as a failed test.
 */
public final class ShownRecorder implements TestExecutionListener {

    private static final Path FOLDER = Path.of("target/coverage");
    private static final boolean WANTED = Boolean.getBoolean("jobflow.matrix");

    // guarded by this: class name to what its tests showed
    private final Map<String, TreeSet<Shown>> shown = new TreeMap<>();
    private TestPlan plan;

    /** Called by the test platform. */
    @SuppressWarnings("NullAway.Init") // plan: the platform hands it over before anything else
    public ShownRecorder() {}

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (!WANTED || result.getStatus() == TestExecutionResult.Status.ABORTED) {
            return;
        }
        boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        if (test.isTest() || !passed) {
            record(test, passed);
        }
    }

    private void record(TestIdentifier test, boolean passed) {
        List<TestIdentifier> path = pathTo(test);
        Class<?> suite = suiteOf(path);
        if (suite == null) {
            return;
        }
        ShownWith with = ShownWith.ownJdk();
        for (TestIdentifier step : path) {
            with = ShownWith.in(step.getDisplayName(), with);
        }
        for (Shows row : rowsOf(path, suite)) {
            shown.computeIfAbsent(suite.getName(), missing -> new TreeSet<>())
                    .add(new Shown(row.area(), row.row(), with.version(), with.jdk(), nameOf(path, suite), passed));
        }
    }

    /** From the class down to the test. */
    private List<TestIdentifier> pathTo(TestIdentifier test) {
        List<TestIdentifier> path = new ArrayList<>(List.of(test));
        plan.getParent(test).ifPresent(parent -> path.addAll(0, pathTo(parent)));
        return path;
    }

    private static @org.jspecify.annotations.Nullable Class<?> suiteOf(List<TestIdentifier> path) {
        return path.stream()
                .flatMap(step -> step.getSource().stream())
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getJavaClass())
                .findFirst()
                .orElse(null);
    }

    private static List<Shows> rowsOf(List<TestIdentifier> path, Class<?> suite) {
        return path.stream()
                .flatMap(step -> step.getSource().stream())
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getJavaMethod())
                .map(ShownRecorder::rowsOn)
                .filter(rows -> !rows.isEmpty())
                .findFirst()
                .orElseGet(() -> rowsOn(suite));
    }

    private static List<Shows> rowsOn(AnnotatedElement element) {
        return Arrays.asList(element.getAnnotationsByType(Shows.class));
    }

    private static String nameOf(List<TestIdentifier> path, Class<?> suite) {
        String method = path.stream()
                .flatMap(step -> step.getSource().stream())
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getJavaMethod())
                .map(Method::getName)
                .findFirst()
                .orElse("");
        return method.isEmpty() ? suite.getSimpleName() : suite.getSimpleName() + "." + method;
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan finished) {
        try {
            for (Map.Entry<String, TreeSet<Shown>> suite : shown.entrySet()) {
                Files.createDirectories(FOLDER);
                Files.write(
                        FOLDER.resolve(suite.getKey() + ".tsv"),
                        suite.getValue().stream().map(Shown::toLine).toList());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
