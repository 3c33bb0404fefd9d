package io.jobflow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.MdcAccess;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the application's threads call that no woven code stands around. */
class NothingIsThrownTest {

    private final List<String> said = new ArrayList<>();
    private final AtomicInteger works = new AtomicInteger();

    @Test
    void worksForVertxWhereTheRunCannotBeCarried() {
        CarriedWork carried = new CarriedWork(
                new AtomicInteger(), new FailingThreadLocal(), (what, cause) -> said.add(what), run -> null);

        new VertxWork(works::incrementAndGet, run(), carried, (what, cause) -> said.add(what)).run();

        assertThat(works).hasValue(1);
        assertThat(said).containsExactly("run not carried with work of Vert.x");
    }

    @Test
    void saysWhatAHandlersCallFailsWith() {
        HandlerCall call = new FailingCall();

        call.leave();
        call.enter().run();
        call.end(null);

        assertThat(said).containsExactly("handler not left", "handler not entered", "handler not ended");
    }

    @Test
    void returnsAStageThatTakesNoListener() {
        CompletableFuture<String> result = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> listener) {
                throw new UnsupportedOperationException("planted");
            }
        };

        assertThat(new HandlerResults().endWith(new FailingCall(), result, true))
                .isSameAs(result);
        assertThat(said).containsExactly("result of a handler not waited for", "handler not ended");
    }

    /** Not one of these methods is ours to call. */
    @Test
    void tellsFuturesApartByIdentity() {
        HandlerResults results = new HandlerResults();
        List<FutureTask<String>> futures = List.of(new EqualFuture(), new EqualFuture());
        futures.forEach(future -> results.endWith(new FailingCall(), future, true));

        futures.get(0).run();
        results.futureDone(futures.get(0));
        assertThat(said).containsExactly("handler not ended");

        futures.get(1).run();
        results.futureDone(futures.get(1));
        assertThat(said).hasSize(2);
    }

    private static Run run() {
        AttemptTelemetry telemetry =
                AttemptTelemetry.builder(OpenTelemetry.noop()).build();
        Run run = new Run(telemetry.startLocal("orders", "Orders.sync", Context.root(), MdcAccess.NONE));
        run.scope().leave();
        return run;
    }

    /** Fails in whatever it is to do, and says so. */
    private final class FailingCall extends HandlerCall {

        FailingCall() {
            super((what, cause) -> said.add(what));
        }

        @Override
        void leaveFirst() {
            throw new IllegalStateException("planted");
        }

        @Override
        Runnable enterAgain() {
            throw new IllegalStateException("planted");
        }

        @Override
        void finish(@Nullable Throwable failure) {
            throw new IllegalStateException("planted");
        }
    }

    /** Stands for whatever can go wrong. */
    private static final class FailingThreadLocal extends ThreadLocal<@Nullable RunToken> {
        @Override
        public @Nullable RunToken get() {
            throw new IllegalStateException("planted");
        }
    }

    /** Equal to all of its kind. */
    private static final class EqualFuture extends FutureTask<String> {

        EqualFuture() {
            super(() -> "");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof EqualFuture;
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("planted");
        }
    }
}
