package io.jobflow.agent.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Programs that are compiled against libraries of {@link Library} when a test needs them. Nothing of it is on the tests'
 * own class path. Safe for use by any thread, and by several JVMs at once.
 */
public final class Fixtures {

    /** Prints each event twice, the second time behind an asynchronous appender. */
    public static final Path LOGBACK_SETTINGS =
            Path.of("src/test/resources/fixture/logback.xml").toAbsolutePath();

    /** The same for Log4j, and a third time as JSON. */
    public static final Path LOG4J_SETTINGS =
            Path.of("src/test/resources/fixture/log4j2.xml").toAbsolutePath();

    /** Writes each event as JSON, three times: at once, and behind two kinds of asynchronous appenders. */
    public static final Path LOGSTASH_SETTINGS =
            Path.of("src/test/resources/fixture/logback-logstash.xml").toAbsolutePath();

    /** Writes each event as Logback's own JSON, the second time behind an asynchronous appender. */
    public static final Path LOGBACK_JSON_SETTINGS =
            Path.of("src/test/resources/fixture/logback-json.xml").toAbsolutePath();

    private static final Path COMPILED_TO = Path.of("target/fixtures").toAbsolutePath();
    private static final Path SOURCES = Path.of("src/test/fixtures").toAbsolutePath();
    private static final String RELEASE = "17";
    private static final ConcurrentMap<String, Path> COMPILED = new ConcurrentHashMap<>();

    private Fixtures() {}

    /** These jars, and the classes of the tests with the programs among them, but none of the tests' libraries. */
    public static List<Path> withTestClasses(List<Path> jars) {
        List<Path> classPath = new ArrayList<>(jars);
        classPath.add(Path.of("target/test-classes").toAbsolutePath());
        return classPath;
    }

    /**
     * A folder with the classes of a program: its main class, and all of its package that is no other program's. What was
     * compiled from the same before, by this JVM or another one, is used again.
     */
    public static Path compiled(
            String name, String packageName, String mainClass, Map<String, String> renamed, List<Path> classPath) {
        List<Source> sources = filesIn(SOURCES.resolve(packageName), ".java").stream()
                .filter(file -> !isProgram(file) || file.endsWith(mainClass + ".java"))
                .map(file -> source(file, renamed))
                .toList();
        String folder = name.replace(' ', '-') + "-" + mainClass + "-" + digest(sources, classPath);
        return COMPILED.computeIfAbsent(folder, missing -> {
            Path classes = COMPILED_TO.resolve(folder);
            return Files.isDirectory(classes) ? classes : compiled(sources, classes, classPath);
        });
    }

    /** Under a name of its own first, because another JVM may do the same at this moment. */
    private static Path compiled(List<Source> sources, Path classes, List<Path> classPath) {
        try {
            Files.createDirectories(COMPILED_TO);
            Path unfinished = Files.createTempDirectory(COMPILED_TO, "unfinished");
            compile(sources, unfinished, classPath);
            try {
                Files.move(unfinished, classes, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException there) {
                if (!Files.isDirectory(classes)) {
                    throw there;
                }
            }
            return classes;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Of the sources, the names of the jars, and when the classes in folders were compiled. */
    private static String digest(List<Source> sources, List<Path> classPath) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            sources.forEach(source -> digest.update(source.text.getBytes(StandardCharsets.UTF_8)));
            for (Path entry : classPath) {
                digest.update(entry.toString().getBytes(StandardCharsets.UTF_8));
                if (Files.isDirectory(entry)) {
                    digest.update(timesIn(entry).getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String timesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> file + " " + file.toFile().lastModified())
                    .collect(Collectors.joining(" "));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isProgram(Path file) {
        return file.getFileName().toString().endsWith("App.java");
    }

    private static Source source(Path file, Map<String, String> renamed) {
        try {
            String text = Files.readString(file);
            for (Map.Entry<String, String> name : renamed.entrySet()) {
                text = text.replace(name.getKey(), name.getValue());
            }
            return new Source(file.toUri(), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void compile(List<Source> sources, Path classes, List<Path> classPath) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> problems = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            problem -> problems.add(problem.getMessage(Locale.ROOT)),
                            List.of("--release", RELEASE, "-proc:none"),
                            null,
                            sources)
                    .call();
            if (!compiled) {
                throw new IllegalStateException("not compiled: " + problems);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Path> filesIn(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A source file as it reads after names were exchanged. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(URI uri, String text) {
            super(uri, Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
