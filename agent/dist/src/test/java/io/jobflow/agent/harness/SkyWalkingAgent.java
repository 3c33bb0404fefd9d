package io.jobflow.agent.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * SkyWalking's agent as it is unpacked from its distribution, with one plugin. Only its core is published as an artifact, so
 * the plugin is the tests' own, written as its plugins are ({@code fixtures/skywalkingplugin}).
 *
 * @param folder its home, with its log in it
 */
public record SkyWalkingAgent(Path folder) {

    private static final String PLUGIN = "skywalkingplugin";
    private static final Pattern REPORTING = Pattern.compile(" \\w+(Client|Sender) : ");

    /**
     * Lays the agent out.
     *
     * @param folder a new one, within a folder that is there
     * @param core its published jar
     */
    public static SkyWalkingAgent in(Path folder, Path core, SkyWalkingOap backEnd) {
        try {
            SkyWalkingAgent agent = new SkyWalkingAgent(Files.createDirectory(folder));
            Files.copy(core, agent.jar());
            Files.createDirectory(folder.resolve("activations"));
            Files.writeString(Files.createDirectory(folder.resolve("config")).resolve("agent.config"), """
                    agent.service_name=shop
                    collector.backend_service=%s
                    collector.grpc_channel_check_interval=1
                    logging.level=WARN
                    logging.dir=%s
                    logging.file_name=agent.log
                    """.formatted(
                            backEnd.address(), folder));
            Path classes = Fixtures.compiled("skywalking-plugin", PLUGIN, "ServletPlugin", Map.of(), List.of(core));
            pack(classes, Files.createDirectory(folder.resolve("plugins")).resolve("servlet-plugin.jar"));
            return agent;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void pack(Path classes, Path plugin) throws IOException {
        try (OutputStream file = Files.newOutputStream(plugin);
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            jar.putNextEntry(new ZipEntry("skywalking-plugin.def"));
            jar.write(("servlet=" + PLUGIN + ".ServletPlugin\n").getBytes(StandardCharsets.UTF_8));
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(
                        new ZipEntry(classes.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, jar);
            }
        }
    }

    /** The jar for {@code -javaagent:}. */
    public Path jar() {
        return folder.resolve("skywalking-agent.jar");
    }

    /**
     * What its log says of warnings and errors, without stack traces. Its reporting clients are left out: at the end of a
     * program the connection is closed before they are done, and what has arrived can be asked at the back end.
     */
    public List<String> problems() {
        Path log = folder.resolve("agent.log");
        try {
            return Files.exists(log)
                    ? Files.readAllLines(log).stream()
                            .filter(line -> line.startsWith("WARN ") || line.startsWith("ERROR "))
                            .filter(line -> !REPORTING.matcher(line).find())
                            .toList()
                    : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
