package io.jobflow.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Where the JVM enters the agent. It defines the isolated loader, in a loader of its own below the boot loader, and lets
 * it load and start the rest. Nothing is thrown: an agent that cannot start says so in one line, and the application runs
 * without it. Before {@code main}, neither logging nor NIO, JMX or a class of the application may be touched.
 */
public final class Premain extends ClassLoader {

    private static final String COMMAND = "jobflow-command|";
    private static final String ATTACH = "attach ";
    private static final int MOST_CHARACTERS = 1 << 20;

    private Premain() {
        super(null);
    }

    /** Called by the JVM for {@code -javaagent}. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation);
    }

    /**
     * Called by the JVM when the agent is attached to a running process. The arguments may be a command for the agent
     * that runs here already: {@code jobflow-command|REPLY-FILE|COMMAND}.
     */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        try {
            if (arguments != null && arguments.startsWith(COMMAND)) {
                String[] parts = arguments.split("\\|", 3);
                reply(new File(parts[1]), answer(parts[2], instrumentation));
            } else {
                start(arguments, instrumentation);
            }
        } catch (Throwable failed) {
            System.err.println("jobflow-agent: command failed: " + failed);
        }
    }

    private static String answer(String command, Instrumentation instrumentation) throws Exception {
        boolean running = isRunning();
        if (command.startsWith(ATTACH)) {
            if (!running) {
                start(command.substring(ATTACH.length()), instrumentation);
            }
            return running ? "already in this JVM\n" : "attached\n";
        }
        Object answer = running
                ? Class.forName("java.lang.JobFlowDispatcher", false, null)
                        .getMethod("call", String.class, Object[].class)
                        .invoke(null, "command", new Object[] {command})
                : null;
        return answer == null ? "no JobFlow agent runs in this JVM\n" : (String) answer;
    }

    /** Only into a file that is there: whoever asks has made it, where nobody else may. */
    private static void reply(File file, String text) throws IOException {
        if (file.isFile()) {
            try (FileOutputStream out = new FileOutputStream(file)) {
                out.write(text.substring(0, Math.min(text.length(), MOST_CHARACTERS))
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** The command line of the agent's jar. */
    public static void main(String[] arguments) throws Exception {
        int code = (int) new Premain()
                .loader()
                .loadClass("io.jobflow.agent.cli.Main")
                .getMethod("run", String[].class)
                .invoke(null, (Object) arguments);
        System.exit(code);
    }

    private static void start(String arguments, Instrumentation instrumentation) {
        try {
            if (isRunning()) {
                System.err.println(
                        "jobflow-agent: already in this JVM; the second one stays out (remove one -javaagent)");
            } else {
                new Premain().handOver(arguments, instrumentation);
            }
        } catch (Throwable failed) {
            System.err.println("jobflow-agent: cannot start, the application runs without it: " + failed);
        }
    }

    private static boolean isRunning() {
        try {
            Class.forName("java.lang.JobFlowDispatcher", false, null);
            return true;
        } catch (ClassNotFoundException notYet) {
            return false;
        }
    }

    private void handOver(String arguments, Instrumentation instrumentation) throws Exception {
        loader().loadClass("io.jobflow.agent.start.Start")
                .getMethod("start", String.class, Instrumentation.class)
                .invoke(null, arguments, instrumentation);
    }

    private ClassLoader loader() throws Exception {
        File jar = new File(Premain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String loaderName = "io.jobflow.agent.loader.IsolatedLoader";
        byte[] classFile = read(jar, "inst/" + loaderName.replace('.', '/') + ".classdata");
        Class<?> loaderClass = defineClass(loaderName, classFile, 0, classFile.length);
        return (ClassLoader) loaderClass.getConstructor(File.class).newInstance(jar);
    }

    private static byte[] read(File jar, String name) throws IOException {
        try (ZipFile zip = new ZipFile(jar)) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new FileNotFoundException(name + " in " + jar);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] chunk = new byte[8192];
                for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                    bytes.write(chunk, 0, count);
                }
            }
            return bytes.toByteArray();
        }
    }
}
