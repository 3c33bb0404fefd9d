package io.jobflow.scheduler.store;

import io.jobflow.scheduler.execution.Epoch;

/** Another process has taken the store over; this one must stop. Nothing was written. */
public final class StaleEpochException extends StoreException {

    private static final long serialVersionUID = 1L;

    public StaleEpochException(Epoch mine, Epoch newest) {
        super("epoch " + mine.value() + " is over: epoch " + newest.value() + " owns the store now");
    }
}
