package io.jobflow.bridge.setup;

import org.jspecify.annotations.Nullable;

/** Carries the sentence about a failed export to whoever hears of trouble; never thrown. */
public final class ExportFailedException extends Exception {

    ExportFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
