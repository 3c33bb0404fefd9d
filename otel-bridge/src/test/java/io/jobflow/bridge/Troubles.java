package io.jobflow.bridge;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what was reported. */
public final class Troubles implements Trouble {

    private final List<String> reported = new CopyOnWriteArrayList<>();

    @Override
    public void report(String what, @Nullable Throwable cause) {
        reported.add(what);
    }

    public List<String> reported() {
        return reported;
    }
}
