package io.jobflow.agent.cli;

import io.jobflow.agent.weave.SiteSelection;
import io.jobflow.agent.weave.Targets;
import io.jobflow.agent.weave.Weaver;
import io.jobflow.agent.weave.plugin.Door;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Copies a jar with the known classes woven. Jars inside of it are treated the same, and stay uncompressed where they
 * were. A jar in which something was woven gets the hook that the woven code calls. Confined to one thread.
 */
final class JarWeaving {

    /** Where archives that start or deploy themselves keep their own classes. */
    static final String[] CLASS_FOLDERS = {"BOOT-INF/classes/", "WEB-INF/classes/"};

    private static final String VERSIONS = "META-INF/versions/";
    private static final String CLASS = ".class";
    private static final String HOOK = "io/jobflow/agent/hook/Site.class";

    private final WeavingClasses classes;
    private final Weaver weaver = Weaver.through(Door.SITE);
    private final Set<String> targets = new HashSet<>();
    private final List<String> woven = new ArrayList<>();
    private boolean sawTargets;

    JarWeaving(WeavingClasses classes) {
        this.classes = classes;
        targets.addAll(Targets.servers());
        targets.addAll(Targets.logs());
        targets.addAll(Targets.exportedLogs());
    }

    /** Each woven class with the jar that it is in, if that is inside of the jar. */
    List<String> woven() {
        return Collections.unmodifiableList(woven);
    }

    /** After nothing was woven. */
    String whyNothing() {
        return sawTargets
                ? "its classes are woven already"
                : "it has no class that the agent knows (expected a server or logging library, or an application with"
                        + " them inside; see docs/agent.md)";
    }

    static boolean isInnerJar(String entry) {
        return entry.endsWith(".jar") && (entry.startsWith("BOOT-INF/lib/") || entry.startsWith("WEB-INF/lib/"));
    }

    void weave(Path in, Path out) throws IOException {
        try (InputStream from = Files.newInputStream(in);
                OutputStream to = Files.newOutputStream(out)) {
            weave(from, to, "");
        }
    }

    /** @param where the jar inside of the jar; empty for the jar itself */
    private void weave(InputStream from, OutputStream to, String where) throws IOException {
        ZipInputStream in = new ZipInputStream(from);
        ZipOutputStream out = new ZipOutputStream(to);
        String hookFolder = null;
        boolean hasHook = false;
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            String name = entry.getName();
            refuseSigned(name, where);
            byte[] content = read(in);
            hasHook |= name.endsWith(HOOK);
            byte[] changed = changed(name, content, where);
            if (changed != null && !isInnerJar(name)) {
                hookFolder = classFolder(name);
            }
            write(out, entry, changed == null ? content : changed);
        }
        if (hookFolder != null && !hasHook) {
            write(out, new ZipEntry(hookFolder + HOOK), hook());
        }
        out.finish();
    }

    private static void refuseSigned(String entry, String where) {
        if (entry.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)")) {
            throw new IllegalStateException("The jar " + where + " is signed (" + entry
                    + "), and weaving would break its" + " signature; weave it before it is signed, or use -javaagent");
        }
    }

    /** Null if it stays as it is. */
    private byte @Nullable [] changed(String name, byte[] content, String where) throws IOException {
        if (isInnerJar(name)) {
            int before = woven.size();
            ByteArrayOutputStream inner = new ByteArrayOutputStream(content.length + 4096);
            if (!hasTarget(content)) {
                return null;
            }
            weave(new ByteArrayInputStream(content), inner, name);
            return woven.size() == before ? null : inner.toByteArray();
        }
        String type = typeOf(name);
        if (type == null || !targets.contains(type)) {
            return null;
        }
        sawTargets = true;
        byte[] changed = wovenClass(type, content);
        if (changed != null) {
            woven.add((type.replace('/', '.') + " " + where).trim());
        }
        return changed;
    }

    private byte @Nullable [] wovenClass(String type, byte[] content) {
        try {
            return weaver.weave(classes.loader(), type, content, SiteSelection.ALL);
        } catch (RuntimeException unresolved) {
            throw new IllegalStateException("Class " + type.replace('/', '.') + " cannot be woven: "
                    + unresolved.getMessage() + " (name the jars it needs with --class-path)");
        }
    }

    /** A signed jar of another library inside of the jar is no matter. */
    private boolean hasTarget(byte[] jar) throws IOException {
        ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            String type = typeOf(entry.getName());
            if (type != null && targets.contains(type)) {
                return true;
            }
        }
        return false;
    }

    /** The internal name of the class in an entry; null if it is none. */
    private static @Nullable String typeOf(String entry) {
        return entry.endsWith(CLASS)
                ? entry.substring(classFolder(entry).length(), entry.length() - CLASS.length())
                        .replaceFirst("^" + VERSIONS + "[0-9]+/", "")
                : null;
    }

    private static String classFolder(String entry) {
        for (String folder : CLASS_FOLDERS) {
            if (entry.startsWith(folder)) {
                return folder;
            }
        }
        return "";
    }

    private static void write(ZipOutputStream out, ZipEntry like, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(like.getName());
        entry.setMethod(like.getMethod() < 0 ? ZipEntry.DEFLATED : like.getMethod());
        entry.setTime(like.getTime() < 0 ? 0 : like.getTime());
        if (entry.getMethod() == ZipEntry.STORED) {
            CRC32 checksum = new CRC32();
            checksum.update(content, 0, content.length);
            entry.setCrc(checksum.getValue());
            entry.setSize(content.length);
            entry.setCompressedSize(content.length);
        }
        out.putNextEntry(entry);
        out.write(content, 0, content.length);
        out.closeEntry();
    }

    private static byte[] hook() throws IOException {
        try (InputStream in = JarWeaving.class.getClassLoader().getResourceAsStream(HOOK)) {
            if (in == null) {
                throw new IllegalStateException("The agent's jar has no " + HOOK);
            }
            return read(in);
        }
    }

    private static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            bytes.write(chunk, 0, count);
        }
        return bytes.toByteArray();
    }
}
