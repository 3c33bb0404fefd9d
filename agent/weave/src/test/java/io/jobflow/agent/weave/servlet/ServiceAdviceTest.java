package io.jobflow.agent.weave.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.weave.Weaver;
import io.jobflow.agent.weave.plugin.Door;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import javax.servlet.Servlet;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A woven servlet that is called by the application itself, with requests and answers of the application's own. */
class ServiceAdviceTest {

    private static final HttpServletRequest REQUEST = (HttpServletRequest) Proxy.newProxyInstance(
            ServiceAdviceTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "getHeader" -> "order-sync";
                case "getHeaderNames" -> Collections.emptyEnumeration();
                case "isAsyncStarted" -> false;
                default -> null;
            });
    private static final HttpServletResponse ANSWER = (HttpServletResponse) Proxy.newProxyInstance(
            ServiceAdviceTest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> method.getName().equals("getStatus") ? 200 : null);

    @BeforeEach
    void forget() {
        RecordingDoor.CALLS.clear();
    }

    @Test
    void looksIntoWrappers() throws Exception {
        woven().service(REQUEST, new HttpServletResponseWrapper(ANSWER));

        assertThat(RecordingDoor.CALLS).containsExactly("enter servlet", "response", "exit token null");
    }

    @Test
    void leavesTheRunThatItEnteredWhereAWrapperFails() throws Exception {
        woven().service(REQUEST, new HttpServletResponseWrapper(ANSWER) {
            @Override
            public ServletResponse getResponse() {
                throw new IllegalStateException("planted");
            }
        });

        assertThat(RecordingDoor.CALLS)
                .containsExactly("enter servlet", "suppressed planted at servlet", "exit token null");
    }

    @Test
    void comesToAnEndWhereAWrapperContainsItself() {
        HttpServletResponse round = new HttpServletResponseWrapper(ANSWER) {
            @Override
            public ServletResponse getResponse() {
                return this;
            }
        };

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> woven().service(REQUEST, round));

        assertThat(RecordingDoor.CALLS).endsWith("exit token null");
    }

    private static Servlet woven() throws ReflectiveOperationException {
        Class<?> type = new WovenServlets().loadClass(Orders.class.getName());
        return (Servlet) type.getDeclaredConstructor().newInstance();
    }

    /** Does nothing. */
    public static final class Orders extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {}
    }

    /** Loads the servlet and its woven parent, which calls the recording door. */
    private static final class WovenServlets extends ClassLoader {

        WovenServlets() {
            super(ServiceAdviceTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean own = name.equals(HttpServlet.class.getName()) || name.equals(Orders.class.getName());
            Class<?> known = findLoadedClass(name);
            return known != null ? known : own ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) {
            String internalName = name.replace('.', '/');
            byte[] original = classFile(internalName);
            byte[] woven = Weaver.through(Door.SITE).weave(getParent(), internalName, original);
            byte[] defined = woven == null ? original : calling(woven);
            return defineClass(name, defined, 0, defined.length);
        }

        private static byte[] calling(byte[] woven) {
            ClassWriter writer = new ClassWriter(0);
            String door = RecordingDoor.class.getName().replace('.', '/');
            new ClassReader(woven)
                    .accept(
                            new ClassRemapper(
                                    writer,
                                    new SimpleRemapper(
                                            OpenedClassReader.ASM_API, Map.of(Door.SITE.internalName(), door))),
                            0);
            return writer.toByteArray();
        }

        private static byte[] classFile(String internalName) {
            try (@Nullable InputStream in = ClassLoader.getSystemResourceAsStream(internalName + ".class")) {
                return Objects.requireNonNull(in).readAllBytes();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
