package io.jobflow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class MemberByNameTest {

    @Test
    void readsAFieldOfTheClassThatItExtends() {
        MemberByName queue = MemberByName.field("queue");

        assertThat(queue.of(new Further())).isEqualTo("waiting");
        assertThat(queue.of(new Further())).isEqualTo("waiting");
    }

    @Test
    void callsAPublicMethod() {
        assertThat(MemberByName.method("concat", String.class).of("a", "b")).isEqualTo("ab");
    }

    @Test
    void answersNothingForWhatIsNotThereOrFails() {
        assertThat(MemberByName.field("queue").of("a")).isNull();
        assertThat(MemberByName.field("queue").of(null)).isNull();
        assertThat(MemberByName.method("queue").of("a")).isNull();
        assertThat(MemberByName.method("charAt", int.class).of("a", 7)).isNull();
    }

    @Test
    void countsTheRequestsOfACodec() {
        Codec codec = new Codec();
        codec.queue.addAll(List.of("POST", "GET"));

        assertThat(CodecQueue.size(codec.new Decoder())).isEqualTo(2);
        assertThat(CodecQueue.size(new Further())).isZero();
    }

    private static class First {
        @SuppressWarnings("unused") // read by reflection
        private final String queue = "waiting";
    }

    private static final class Further extends First {}

    /** Built as Netty's is. */
    private static final class Codec {
        private final Queue<String> queue = new ArrayDeque<>();

        private final class Decoder {
            @Override
            public String toString() {
                return queue.toString();
            }
        }
    }
}
