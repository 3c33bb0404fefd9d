package io.jobflow.agent.weave.plugin;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/**
 * One weaving target: the exact names of its classes, and the advice for their methods. Advice is inlined; what it
 * throws is told to the door under {@code site/Advice} and dropped. Safe for use by any thread.
 */
public abstract class WeavePlugin implements Plugin {

    private final Door door;
    private final String site;
    private final Set<String> classes;
    private final AdviceFiles adviceFiles;

    protected WeavePlugin(Door door, String site, String[] classes) {
        this(door, site, classes, Collections.<String, String>emptyMap());
    }

    /** @param packages internal names of packages in the advice's source against those that the target uses */
    protected WeavePlugin(Door door, String site, String[] classes, Map<String, String> packages) {
        this.door = door;
        this.site = site;
        this.classes = new HashSet<>(Arrays.asList(classes));
        this.adviceFiles = new AdviceFiles(door, packages);
    }

    /** What its advice is counted, and switched off, under. */
    public final String site() {
        return site;
    }

    /** The methods of the door that its advice calls, as far as it was applied yet. */
    public final Set<String> calls() {
        return adviceFiles.calls();
    }

    @Override
    public boolean matches(TypeDescription type) {
        return classes.contains(type.getName());
    }

    /** The advice as it is to be inlined into a class whose surroundings the locator shows. */
    protected final Advice advice(Class<?> source, ClassFileLocator target) {
        return advice(source, target, Advice.withCustomMapping());
    }

    /** The same for advice with parameters of its own. */
    protected final Advice advice(Class<?> source, ClassFileLocator target, Advice.WithCustomMapping parameters) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                adviceFiles, target, ClassFileLocator.ForClassLoader.of(WeavePlugin.class.getClassLoader()));
        TypeDescription type =
                TypePool.Default.of(locator).describe(source.getName()).resolve();
        return parameters
                .to(type, locator)
                .withExceptionHandler(new Suppression(door, site + "/" + source.getSimpleName()));
    }

    @Override
    public final void close() {}
}
