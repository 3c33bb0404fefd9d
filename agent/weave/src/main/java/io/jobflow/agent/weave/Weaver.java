package io.jobflow.agent.weave;

import io.jobflow.agent.weave.apache.ApacheClientPlugin;
import io.jobflow.agent.weave.handler.HandlerPlugin;
import io.jobflow.agent.weave.handler.HandlerRules;
import io.jobflow.agent.weave.jdbc.JdbcPlugin;
import io.jobflow.agent.weave.jdkclient.JdkClientPlugin;
import io.jobflow.agent.weave.jdkhttp.JdkHttpPlugin;
import io.jobflow.agent.weave.jul.JulPlugin;
import io.jobflow.agent.weave.log4j.Log4jPlugin;
import io.jobflow.agent.weave.logback.LogbackPlugin;
import io.jobflow.agent.weave.netty.NettyPlugin;
import io.jobflow.agent.weave.okhttp.OkHttpPlugin;
import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import io.jobflow.agent.weave.pool.PoolPlugin;
import io.jobflow.agent.weave.servlet.Namespace;
import io.jobflow.agent.weave.servlet.ServletOutputPlugin;
import io.jobflow.agent.weave.servlet.ServletPlugin;
import io.jobflow.agent.weave.telemetry.TelemetryPlugin;
import io.jobflow.agent.weave.thread.ThreadPlugin;
import io.jobflow.agent.weave.urlconnection.UrlConnectionPlugin;
import io.jobflow.agent.weave.vertx.VertxPlugin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Applies the plugins to one class file after the other. Types are read from class files and never loaded, and a woven
 * class keeps its fields, methods and interfaces. Safe for use by any thread.
 */
public final class Weaver {

    private static final byte[] HOOK = Door.SITE.internalName().getBytes(StandardCharsets.US_ASCII);

    private final List<WeavePlugin> plugins;
    private final ByteBuddy byteBuddy = new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(InstrumentedType.Factory.Default.FROZEN)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(Implementation.Context.Disabled.Factory.INSTANCE);

    private Weaver(List<WeavePlugin> plugins) {
        this.plugins = plugins;
    }

    /** All plugins but for handlers of the settings, with advice that calls through this door. */
    public static Weaver through(Door door) {
        return through(door, HandlerRules.NONE, true);
    }

    /**
     * All plugins, with advice that calls through this door.
     *
     * @param exportsLines whether lines of runs may be exported; if not, nothing is woven for that
     */
    public static Weaver through(Door door, HandlerRules handlers, boolean exportsLines) {
        return new Weaver(Arrays.asList(
                new JdkHttpPlugin(door),
                new ServletPlugin(door, Namespace.JAVAX),
                new ServletPlugin(door, Namespace.JAKARTA),
                new ServletOutputPlugin(door),
                new NettyPlugin(door),
                new VertxPlugin(door),
                new LogbackPlugin(door, exportsLines),
                new Log4jPlugin(door, exportsLines),
                new JulPlugin(door, exportsLines),
                new PoolPlugin(door),
                new TelemetryPlugin(door),
                new OkHttpPlugin(door),
                new UrlConnectionPlugin(door),
                new JdkClientPlugin(door),
                new ApacheClientPlugin(door),
                new JdbcPlugin(door),
                new ThreadPlugin(door),
                new HandlerPlugin(door, handlers)));
    }

    /**
     * Weaves one class.
     *
     * @param loader the class's loader; null for the boot loader
     * @return the new class file; null if no plugin wants the class, or it was woven at build time
     */
    public byte @Nullable [] weave(@Nullable ClassLoader loader, String internalName, byte[] classFile) {
        return weave(loader, internalName, classFile, SiteSelection.ALL);
    }

    /** The same for the sites that are selected; null if none of them wants the class. */
    public byte @Nullable [] weave(
            @Nullable ClassLoader loader, String internalName, byte[] classFile, SiteSelection selection) {
        String name = internalName.replace('/', '.');
        if (isWoven(classFile)) {
            selection.woven(SiteSelection.BUILD_TIME, loader, name, Collections.<String>emptySet());
            return null;
        }
        ClassFileLocator around = loader == null
                ? ClassFileLocator.ForClassLoader.ofBootLoader()
                : ClassFileLocator.ForClassLoader.of(loader);
        ClassFileLocator locator = new ClassFileLocator.Compound(ClassFileLocator.Simple.of(name, classFile), around);
        TypePool pool = TypePool.Default.of(locator);
        TypeDescription type = pool.describe(name).resolve();
        List<WeavePlugin> applied = new ArrayList<>(2);
        DynamicType.Builder<?> builder = null;
        for (WeavePlugin plugin : plugins) {
            if (plugin.matches(type) && selection.isOn(plugin.site())) {
                builder = plugin.apply(builder == null ? byteBuddy.decorate(type, locator) : builder, type, locator);
                applied.add(plugin);
            }
        }
        if (builder == null) {
            return null;
        }
        byte[] woven =
                builder.make(TypeResolutionStrategy.Disabled.INSTANCE, pool).getBytes();
        for (WeavePlugin plugin : applied) {
            selection.woven(plugin.site(), loader, name, plugin.calls());
        }
        return woven;
    }

    /** Whether the class was woven at build time: it names the hook, which nothing else does. */
    private static boolean isWoven(byte[] classFile) {
        for (int start = 0; start <= classFile.length - HOOK.length; start++) {
            int length = 0;
            while (length < HOOK.length && classFile[start + length] == HOOK[length]) {
                length++;
            }
            if (length == HOOK.length) {
                return true;
            }
        }
        return false;
    }
}
