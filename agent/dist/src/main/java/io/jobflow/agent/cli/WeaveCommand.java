package io.jobflow.agent.cli;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Weaves a jar at build time: what it has of the classes that the agent knows, also in jars inside of it. */
final class WeaveCommand {

    private final PrintStream out;
    private final PrintStream err;

    WeaveCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int run(List<String> arguments) throws Exception {
        List<File> classPath = takeClassPath(arguments);
        if (arguments.size() != 2) {
            throw new UsageException("weave needs IN.jar and OUT.jar, not " + arguments);
        }
        File in = new File(arguments.get(0));
        File target = new File(arguments.get(1));
        if (!in.isFile()) {
            throw new UsageException("weave reads a jar, and \"" + in + "\" is no file");
        }
        if (in.getCanonicalFile().equals(target.getCanonicalFile())) {
            throw new UsageException("weave writes a new jar, and \"" + target + "\" is the one it reads");
        }
        return weave(in, target, classPath);
    }

    private int weave(File in, File target, List<File> classPath) throws Exception {
        Path part = new File(target.getPath() + ".part").toPath();
        try (WeavingClasses classes = WeavingClasses.around(in, classPath)) {
            JarWeaving weaving = new JarWeaving(classes);
            weaving.weave(in.toPath(), part);
            if (weaving.woven().isEmpty()) {
                err.println("Nothing in \"" + in + "\" was woven: " + weaving.whyNothing() + "; \"" + target
                        + "\" is not written");
                return Main.NOT_DONE;
            }
            Files.move(part, target.toPath(), StandardCopyOption.REPLACE_EXISTING);
            for (String each : weaving.woven()) {
                out.println("woven " + each);
            }
            out.println(weaving.woven().size() + " classes woven into " + target);
            return Main.DONE;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static List<File> takeClassPath(List<String> arguments) {
        List<File> files = new ArrayList<>();
        int option = arguments.indexOf("--class-path");
        if (option >= 0) {
            if (option + 1 == arguments.size()) {
                throw new UsageException("--class-path needs jars, separated by \"" + File.pathSeparator + "\"");
            }
            for (String path : arguments.get(option + 1).split(Pattern.quote(File.pathSeparator))) {
                if (!new File(path).exists()) {
                    throw new UsageException("--class-path has \"" + path + "\", which is not there");
                }
                files.add(new File(path));
            }
            arguments.remove(option + 1);
            arguments.remove(option);
        }
        return files;
    }
}
