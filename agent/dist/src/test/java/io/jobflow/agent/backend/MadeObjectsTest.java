package io.jobflow.agent.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class MadeObjectsTest {

    private static final ClassLoader SYSTEM = ClassLoader.getSystemClassLoader();
    private static final ClassLoader STRANGER = new URLClassLoader(new URL[0], null);

    private final MadeObjects made = new MadeObjects();
    private final Object first = new StringBuilder("first");
    private final Object second = new Thing();

    @Test
    void answersTheFirstThatTheLoaderKnows() {
        made.add(second);
        made.add(first);

        assertThat(made.visibleTo(STRANGER)).isSameAs(first);
        assertThat(made.visibleTo(SYSTEM)).isSameAs(second);
    }

    @Test
    void answersNothingThatTheLoaderDoesNotKnow() {
        made.add(second);

        assertThat(made.visibleTo(STRANGER)).isNull();
    }

    @Test
    void answersOnlyWhatIsAskedFor() {
        made.add(first);
        made.add(second);

        assertThat(made.visibleTo(SYSTEM, name -> name.equals("Thing"))).isSameAs(second);
    }

    @Test
    void forgetsTheOldestOfTooMany() {
        made.add(second);
        for (int count = 0; count < 100; count++) {
            made.add(first);
        }

        assertThat(made.visibleTo(SYSTEM, name -> name.equals("Thing"))).isNull();
        assertThat(made.visibleTo(SYSTEM)).isSameAs(first);
    }

    /** A class that a loader without parent does not know. */
    private static final class Thing {}
}
