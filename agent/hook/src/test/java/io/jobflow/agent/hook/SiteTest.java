package io.jobflow.agent.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SiteTest {

    @Test
    void beginsNothingWithoutAnAgent() {
        Object token = Site.enter("test", new Object(), Collections.emptyMap());

        assertThat(token).isNull();
        assertThat(Site.running()).isFalse();
    }

    @Test
    void leavesTheMdcAsItIsWithoutAnAgent() {
        Map<String, String> mdc = new HashMap<>();

        assertThat(Site.logged(mdc)).isSameAs(mdc);
    }

    @Test
    void swallowsEverythingWithoutAnAgent() {
        assertThatCode(() -> {
                    Site.exit(new Object(), new IllegalStateException("broken"), 500, false);
                    Site.wrote(null, "text", 0, 4);
                    Site.suppressed(new IllegalStateException("broken"), "test");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void dispatcherHasEveryMethodOfTheSite() throws IOException {
        Set<String> ofTheSite = Arrays.stream(Site.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(method -> method.getName())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(utf8ConstantsOfTheDispatcher()).containsAll(ofTheSite);
    }

    @Test
    void dispatcherIsOneClassForJava8() throws IOException {
        try (DataInputStream in = new DataInputStream(dispatcher())) {
            int magic = in.readInt();
            int minor = in.readUnsignedShort();
            int major = in.readUnsignedShort();

            assertThat(magic).isEqualTo(0xCAFEBABE);
            assertThat(minor).isZero();
            assertThat(major).isEqualTo(52);
        }
    }

    private static InputStream dispatcher() {
        InputStream in = Site.class.getResourceAsStream("JobFlowDispatcher.classdata");
        assertThat(in).as("the compiled dispatcher beside the Site").isNotNull();
        return in;
    }

    private static Set<String> utf8ConstantsOfTheDispatcher() throws IOException {
        Set<String> texts = new TreeSet<>();
        try (DataInputStream in = new DataInputStream(dispatcher())) {
            in.skipBytes(8);
            int count = in.readUnsignedShort();
            for (int index = 1; index < count; index++) {
                index += readConstant(in, texts);
            }
        }
        return texts;
    }

    /** Reads one constant of the pool; answers how many further slots it takes. */
    private static int readConstant(DataInputStream in, Set<String> texts) throws IOException {
        int tag = in.readUnsignedByte();
        switch (tag) {
            case 1 -> texts.add(in.readUTF());
            case 5, 6 -> in.skipBytes(8);
            case 7, 8, 16 -> in.skipBytes(2);
            case 15 -> in.skipBytes(3);
            default -> in.skipBytes(4);
        }
        return tag == 5 || tag == 6 ? 1 : 0;
    }
}
