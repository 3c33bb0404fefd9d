package io.jobflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The promise of the samples: an executor needs not one line, import or dependency of JobFlow. */
class UntouchedSamplesIT {

    private static final int FEWEST_CLASSES = 500;

    @ParameterizedTest
    @ValueSource(strings = {"order-executor", "spring-executor"})
    void nothingInTheJarRefersToJobFlow(String sample) throws IOException {
        Path jar = sample.startsWith("order") ? Jars.orderExecutor() : Jars.springExecutor();

        Scan scan = new Scan();
        try (InputStream in = Files.newInputStream(jar)) {
            scan.archive(jar.getFileName().toString(), in);
        }

        assertThat(scan.findings).isEmpty();
        assertThat(scan.classes).as("the scan saw the classes").isGreaterThan(FEWEST_CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-executor", "spring-executor"})
    void noDependencyOrPluginOfJobFlowIsDeclared(String sample) throws Exception {
        Path pom = Jars.source("samples/" + sample + "/pom.xml");

        List<String> groups = new ArrayList<>();
        for (String owner : List.of("dependency", "plugin", "exclusion", "path", "artifactItem")) {
            groups.addAll(groupsOf(owner, pom));
        }

        assertThat(groups).isNotEmpty().noneMatch(group -> group.contains("jobflow") || group.contains("${project"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-executor", "spring-executor"})
    void noSourceFileMentionsJobFlow(String sample) throws IOException {
        List<String> mentions = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> tree = Files.walk(Jars.source("samples/" + sample + "/src/main"))) {
            files = tree.filter(Files::isRegularFile).toList();
        }

        for (Path file : files) {
            if (Files.readString(file).toLowerCase(Locale.ROOT).contains("jobflow")) {
                mentions.add(file.toString());
            }
        }

        assertThat(files).hasSizeGreaterThan(5);
        assertThat(mentions).isEmpty();
    }

    private static List<String> groupsOf(String owner, Path pom) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        NodeList owners = document.getElementsByTagName(owner);
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < owners.getLength(); i++) {
            NodeList ids = ((Element) owners.item(i)).getElementsByTagName("groupId");
            if (ids.getLength() > 0) {
                groups.add(ids.item(0).getTextContent());
            }
        }
        return groups;
    }

    /** Looks through an archive and the archives inside it. */
    private static final class Scan {

        private final List<String> findings = new ArrayList<>();
        private int classes;

        void archive(String name, InputStream in) throws IOException {
            ZipInputStream zip = new ZipInputStream(in);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entry(name + "!" + entry.getName(), zip.readAllBytes());
                }
            }
        }

        private void entry(String name, byte[] bytes) throws IOException {
            if (name.endsWith(".jar")) {
                archive(name, new ByteArrayInputStream(bytes));
                return;
            }
            classes += name.endsWith(".class") ? 1 : 0;
            String content = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            if (name.toLowerCase(Locale.ROOT).contains("jobflow") || content.contains("jobflow")) {
                findings.add(name);
            }
        }
    }
}
