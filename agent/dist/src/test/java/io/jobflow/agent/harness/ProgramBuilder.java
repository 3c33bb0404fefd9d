package io.jobflow.agent.harness;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a {@link Program} is to be started: by default with the tests' class path, the tests' JDK, and no agent. */
public final class ProgramBuilder {

    /** The groups of what {@link FetchedJars} works with and of database servers, as folders of a Maven repository. */
    private static final Pattern FETCHING =
            Pattern.compile("/(org/jboss/shrinkwrap|org/apache/maven|eu/maveniverse|org/codehaus"
                    + "/plexus|org/eclipse/sisu|com/google/(guava|inject)|javax/inject|jakarta/inject|aopalliance|org/apache/httpcomponents"
                    + "|commons-codec|commons-io|io/zonky|ch/vorburger|com/facebook/presto)/");

    private final String mainClass;
    private final List<String> jvmArguments =
            // Small, and without the second compiler: that one costs a short-lived program more than it gives.
            new ArrayList<>(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    private List<Path> classPath = testClassPath();
    private List<String> launch = List.of();

    ProgramBuilder(String mainClass) {
        this.mainClass = mainClass;
    }

    /**
     * The class path of the tests without JobFlow's own modules and without what fetches libraries: fixtures, and the
     * libraries that tests get.
     */
    public static List<Path> testClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> !path.endsWith("target/classes")
                        && !path.getFileName().toString().startsWith("jobflow-")
                        && !FETCHING.matcher(path.toString().replace(File.separatorChar, '/'))
                                .find())
                .toList();
    }

    public ProgramBuilder on(Jdk jdk) {
        java = jdk.program("java");
        return this;
    }

    /** Adds the agent, with these arguments after the {@code =}; empty for none. Once more adds it once more. */
    public ProgramBuilder agent(String agentArguments) {
        return jvm("-javaagent:" + AgentJar.path() + (agentArguments.isEmpty() ? "" : "=" + agentArguments));
    }

    public ProgramBuilder jvm(String... more) {
        jvmArguments.addAll(List.of(more));
        return this;
    }

    public ProgramBuilder environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sends everything the agent records to this receiver, soon. */
    public ProgramBuilder exportTo(OtlpReceiver receiver) {
        return environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                .environment("OTEL_BSP_SCHEDULE_DELAY", "20")
                .environment("OTEL_BLRP_SCHEDULE_DELAY", "20")
                .environment("OTEL_METRIC_EXPORT_INTERVAL", "200");
    }

    /** The same with a further signal, by its name in OpenTelemetry's settings. */
    public ProgramBuilder exportTo(OtlpReceiver receiver, String signal) {
        return exportTo(receiver).environment("OTEL_" + signal.toUpperCase(Locale.ROOT) + "_EXPORTER", "otlp");
    }

    /** Replaces the class path, for example by the jars of another library version. */
    public ProgramBuilder classPath(List<Path> paths) {
        classPath = paths;
        return this;
    }

    /** Replaces the class path and the main class, for example by {@code -jar} and a jar. */
    public ProgramBuilder launchedBy(String... launchArguments) {
        launch = List.of(launchArguments);
        return this;
    }

    public ProgramBuilder arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    public Program start() {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.add(TemporaryFiles.jvmArgument());
        command.addAll(jvmArguments);
        if (launch.isEmpty()) {
            command.add("-cp");
            command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
            command.add(mainClass);
        } else {
            command.addAll(launch);
        }
        command.addAll(arguments);
        return new Program(command, environment);
    }
}
