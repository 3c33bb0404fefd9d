package io.jobflow.agent.logs;

import org.jspecify.annotations.Nullable;

/** The application's own way to its MDC, and to the events that get its entries. Safe for use by any thread. */
interface LogView {

    /** The class with the static methods. */
    Class<?> facade();

    /** What stands behind it: the class that keeps the entries, or makes the events. Null for nothing. */
    @Nullable Class<?> behind() throws ReflectiveOperationException;

    /** Whether what is found of one copy holds for all that have the same class behind them, of the same version. */
    boolean isAlikeInEveryCopy();

    /** Whether there is anything to check: not where nothing is kept, nor where another view shows the same. */
    boolean isOfItsOwn() throws ReflectiveOperationException;

    /** The value that an event has which is made on this thread, as the library makes it. Null if the key is absent. */
    @Nullable String ofEvent(String key) throws ReflectiveOperationException;

    /** The value that the application reads on this thread. Null if the key is absent. */
    @Nullable String read(String key) throws ReflectiveOperationException;
}
