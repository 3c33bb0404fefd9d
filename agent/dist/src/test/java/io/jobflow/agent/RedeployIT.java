package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.Neighbours;
import io.jobflow.agent.harness.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A web application that is deployed, gets a job request and is taken away, a hundred times. It has a log, an SDK, a
 * registry and a pool of its own, so that everything the agent looks for is in its loader.
 */
@Shows(area = "Coexistence", row = "Web-application redeploy")
class RedeployIT {

    private static final int CYCLES = 100;

    @TempDir
    Path webapp;

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void holdsNoLoader(Jdk jdk) throws IOException {
        List<Path> tomcat = Library.named("tomcat").newest();
        fill(tomcat);

        try (Program app = Neighbours.program("RedeployApp", "redeploy", tomcat)
                .on(jdk)
                // Each request is the first in its loader, where the agent looks for its telemetry, so all are slow.
                .agent("breaker-cost-micros=0")
                .arguments(webapp.toString(), Integer.toString(CYCLES))
                .start()) {
            for (int cycle = 1; cycle <= CYCLES; cycle++) {
                String done = "cycle " + cycle;
                app.awaitLine(done::equals);
            }
            String answered = app.awaitLine(line -> line.startsWith("answered "));
            String left = app.awaitLine(line -> line.startsWith("loaders left "));

            assertThat(answered).as(app::toString).isEqualTo("answered e-1 true");
            assertThat(left).isEqualTo("loaders left 0");
            assertThat(app.err())
                    .filteredOn(line -> line.contains("jobflow-agent"))
                    .containsOnly("jobflow-agent: runs are recorded by the application's OpenTelemetry SDK, metrics in"
                            + " the application's Micrometer registry");
        }
    }

    private void fill(List<Path> tomcat) throws IOException {
        List<Path> jars = new ArrayList<>(Library.named("logback").newest());
        jars.addAll(Library.named("opentelemetry-sdk").newest());
        jars.addAll(Library.named("micrometer").newest());
        List<Path> classPath = new ArrayList<>(jars);
        classPath.addAll(tomcat);
        Path classes = Neighbours.compiled("webapp", "ShopServlet", classPath);
        Path lib = Files.createDirectories(webapp.resolve("WEB-INF/lib"));
        for (Path jar : jars) {
            Files.copy(jar, lib.resolve(jar.getFileName()));
        }
        Path target = Files.createDirectories(webapp.resolve("WEB-INF/classes/webapp"));
        Files.copy(classes.resolve("webapp/ShopServlet.class"), target.resolve("ShopServlet.class"));
    }
}
