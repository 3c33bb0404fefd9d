package io.jobflow.agent.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A program with a pool of connections of one version of a JDBC driver. Its text is what the coverage table is made from.
 *
 * @param system what {@code db.system.name} is to be
 * @param namespace what {@code db.namespace} is to be
 */
public record StatementCase(Twins app, String system, String namespace) implements AutoCloseable {

    /** How many calls of a run get a span in these programs. */
    public static final int SPANS = 5;

    private static final String PACKAGE = "database";
    private static final String MAIN_CLASS = "PooledApp";

    /**
     * The program with every version of the driver that the build asks for.
     *
     * @param url asked when the program starts
     */
    public static Stream<StatementCase> with(String driver, Supplier<String> url, String system, String namespace) {
        return Matrix.of(driver)
                .map(each -> new StatementCase(
                        new Twins(each.toString(), () -> program(each).arguments(url.get())), system, namespace));
    }

    private static ProgramBuilder program(MatrixCase driver) {
        List<Path> classPath = new ArrayList<>(driver.jars());
        classPath.add(Fixtures.compiled(
                MAIN_CLASS + "-" + driver.version().toString().replace(' ', '-'),
                PACKAGE,
                MAIN_CLASS,
                Map.of(),
                driver.jars()));
        return Program.of(PACKAGE + "." + MAIN_CLASS)
                .on(driver.jdk())
                .environment("JOBFLOW_AGENT_CALL_SPANS", String.valueOf(SPANS))
                .classPath(classPath);
    }

    @Override
    public void close() {
        app.close();
    }

    @Override
    public String toString() {
        return app.toString();
    }
}
