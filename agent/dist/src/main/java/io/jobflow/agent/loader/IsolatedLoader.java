package io.jobflow.agent.loader;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent from the folder {@code inst} of its own jar, where class files are called {@code .classdata} so that no
 * other loader takes them for classes. What is in there is ours alone, and nothing of the application is visible: beyond
 * our own there are only the boot loader's classes and, of the platform loader's, {@code java.*} and {@code
 * com.sun.net.httpserver}. Resources, and with them services, are only ours. Safe for use by any thread.
 */
public final class IsolatedLoader extends ClassLoader {

    private static final String FOLDER = "inst/";

    static {
        registerAsParallelCapable();
    }

    private final ZipFile jar;
    private final String urlPrefix;
    private final @Nullable ClassLoader platform;

    /** @param jar the agent's jar; it stays open for as long as the JVM runs */
    public IsolatedLoader(File jar) throws IOException {
        super(null);
        this.jar = new ZipFile(jar);
        this.urlPrefix = "jar:" + jar.toURI().toURL() + "!/" + FOLDER;
        this.platform = ClassLoader.getSystemClassLoader().getParent();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                byte[] ours = read(name.replace('.', '/') + ".class");
                loaded = ours == null ? fromTheJdk(name) : defineClass(name, ours, 0, ours.length);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private Class<?> fromTheJdk(String name) throws ClassNotFoundException {
        try {
            return super.loadClass(name, false);
        } catch (ClassNotFoundException notInTheBootLoader) {
            if (platform != null && (name.startsWith("java.") || name.startsWith("com.sun.net.httpserver."))) {
                return platform.loadClass(name);
            }
            throw notInTheBootLoader;
        }
    }

    /** Class files of {@code java.*} too: other agents read them when they look at a class of ours. */
    @Override
    public @Nullable URL getResource(String name) {
        ZipEntry entry = entry(name);
        try {
            return entry == null
                    ? ofTheJdk(name)
                    : new URL(urlPrefix + entry.getName().substring(FOLDER.length()));
        } catch (IOException notAUrl) {
            return null;
        }
    }

    private @Nullable URL ofTheJdk(String name) {
        return name.startsWith("java/") && name.endsWith(".class") ? super.getResource(name) : null;
    }

    @Override
    public Enumeration<URL> getResources(String name) {
        URL only = getResource(name);
        return only == null
                ? Collections.<URL>emptyEnumeration()
                : Collections.enumeration(Collections.singleton(only));
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] content = read(name);
        if (content != null) {
            return new ByteArrayInputStream(content);
        }
        URL ofTheJdk = ofTheJdk(name);
        try {
            return ofTheJdk == null ? null : ofTheJdk.openStream();
        } catch (IOException unreadable) {
            return null;
        }
    }

    private @Nullable ZipEntry entry(String name) {
        return jar.getEntry(FOLDER + (name.endsWith(".class") ? name + "data" : name));
    }

    private byte @Nullable [] read(String name) {
        ZipEntry entry = entry(name);
        if (entry == null) {
            return null;
        }
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            byte[] content = new byte[(int) entry.getSize()];
            in.readFully(content);
            return content;
        } catch (IOException unreadable) {
            return null;
        }
    }
}
