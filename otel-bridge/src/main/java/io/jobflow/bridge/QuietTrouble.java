package io.jobflow.bridge;

import org.jspecify.annotations.Nullable;

/** Passes trouble on and takes none back: what the receiver throws is dropped, there being nobody left to tell. */
final class QuietTrouble implements Trouble {

    private final Trouble receiver;

    QuietTrouble(Trouble receiver) {
        this.receiver = receiver;
    }

    @Override
    public void report(String what, @Nullable Throwable cause) {
        try {
            receiver.report(what, cause);
        } catch (Throwable ignored) {
            // the promise that nothing here throws outranks the report
        }
    }
}
