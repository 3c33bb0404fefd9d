package io.jobflow.agent.harness;

import io.jobflow.agent.fixture.HttpServerApp;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The JDK's web server or a servlet container, on a JDK. Its text is what the coverage table is made from.
 *
 * @param program a new builder each time
 */
public record ServerCase(String name, Jdk jdk, Supplier<ProgramBuilder> program) {

    /** By default the JDK's server on the newest JDK and Tomcat on that of the build, else both on each. */
    public static Stream<ServerCase> all() {
        return Matrix.isWhole()
                ? Matrix.jdks().flatMap(jdk -> Stream.of(ofTheJdk(jdk), tomcat(jdk)))
                : Stream.of(ofTheJdk(Jdk.newest()), tomcat(Jdk.own()));
    }

    private static ServerCase ofTheJdk(Jdk jdk) {
        return new ServerCase(
                "JDK server", jdk, () -> Program.of(HttpServerApp.class).on(jdk));
    }

    private static ServerCase tomcat(Jdk jdk) {
        return new ServerCase(
                WebServer.TOMCAT.toString(),
                jdk,
                () -> WebServer.TOMCAT.program().on(jdk));
    }

    /** A program that has not been started. */
    public ProgramBuilder newProgram() {
        return program.get();
    }

    @Override
    public String toString() {
        return name + " on " + jdk;
    }
}
