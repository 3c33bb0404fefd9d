package io.jobflow.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.weave.plugin.Door;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeaverTest {

    private static final String CHAIN = "com/sun/net/httpserver/Filter$Chain";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com/sun/net/httpserver/Filter$Chain",
                "sun/net/httpserver/HttpExchangeImpl",
                "sun/net/httpserver/HttpsExchangeImpl",
                "sun/net/httpserver/PlaceholderOutputStream",
                "javax/servlet/http/HttpServlet",
                "ch/qos/logback/classic/Logger",
                "ch/qos/logback/classic/spi/LoggingEvent",
                "ch/qos/logback/classic/util/LogbackMDCAdapter",
                "org/apache/logging/log4j/spi/DefaultThreadContextMap",
                "java/util/logging/Logger",
                "java/util/logging/Formatter",
                "java/util/concurrent/ThreadPoolExecutor",
                "java/util/concurrent/ScheduledThreadPoolExecutor",
                "java/util/concurrent/FutureTask",
                "java/util/concurrent/ForkJoinPool",
                "java/util/concurrent/ForkJoinTask",
                "okhttp3/internal/http/RealInterceptorChain",
                "sun/net/www/protocol/http/HttpURLConnection",
                "sun/net/www/protocol/https/AbstractDelegateHttpsURLConnection",
                "jdk/internal/net/http/HttpClientImpl",
                "jdk/internal/net/http/HttpRequestImpl",
                "org/apache/http/impl/client/InternalHttpClient",
                "org/apache/http/impl/client/MinimalHttpClient",
                "org/apache/http/impl/client/AbstractHttpClient",
                "org/apache/hc/client5/http/impl/classic/InternalHttpClient",
                "org/apache/hc/client5/http/impl/classic/MinimalHttpClient",
                "org/apache/hc/client5/http/impl/async/InternalAbstractHttpAsyncClient",
            })
    void wovenClassCallsTheDispatcherAndNothingElseOfOurs(String name) throws IOException {
        String woven = text(Weaver.through(Door.DISPATCHER).weave(getClass().getClassLoader(), name, classFile(name)));

        assertThat(woven).contains("java/lang/JobFlowDispatcher").doesNotContain("io/jobflow/agent/");
    }

    @Test
    void wovenClassCallsTheHookAtBuildTime() throws IOException {
        String woven = text(Weaver.through(Door.SITE).weave(getClass().getClassLoader(), CHAIN, classFile(CHAIN)));

        assertThat(woven).contains("io/jobflow/agent/hook/Site").doesNotContain("JobFlowDispatcher");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ch/qos/logback/classic/spi/LoggingEvent",
                "java/util/concurrent/ThreadPoolExecutor",
                "java/util/concurrent/ForkJoinTask",
            })
    void keepsFieldsMethodsAndInterfaces(String name) throws IOException {
        byte[] before = classFile(name);

        byte[] after = Weaver.through(Door.DISPATCHER).weave(getClass().getClassLoader(), name, before);

        assertThat(after).isNotNull();
        assertThat(new ClassReader(after).getInterfaces()).isEqualTo(new ClassReader(before).getInterfaces());
        assertThat(members(after)).isEqualTo(members(before));
    }

    @Test
    void countsWhatAdviceThrows() throws IOException {
        String woven =
                text(Weaver.through(Door.DISPATCHER).weave(getClass().getClassLoader(), CHAIN, classFile(CHAIN)));

        assertThat(woven).contains("suppressed", "jdk-http");
    }

    @Test
    void leavesOtherClassesAlone() throws IOException {
        String name = "io/jobflow/agent/weave/WeaverTest";

        assertThat(Weaver.through(Door.DISPATCHER).weave(getClass().getClassLoader(), name, classFile(name)))
                .isNull();
    }

    private static byte[] classFile(String name) throws IOException {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }

    private static String text(byte @Nullable [] classFile) {
        assertThat(classFile).isNotNull();
        return new String(classFile, StandardCharsets.ISO_8859_1);
    }

    private static Set<String> members(byte[] classFile) {
        Set<String> members = new TreeSet<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public @Nullable FieldVisitor visitField(
                                    int access,
                                    String name,
                                    String type,
                                    @Nullable String generic,
                                    @Nullable Object value) {
                                members.add(name + " " + type);
                                return null;
                            }

                            @Override
                            public @Nullable MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String type,
                                    @Nullable String generic,
                                    String @Nullable [] exceptions) {
                                members.add(name + type);
                                return null;
                            }
                        },
                        0);
        return members;
    }
}
