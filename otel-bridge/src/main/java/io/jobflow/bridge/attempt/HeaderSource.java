package io.jobflow.bridge.attempt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of one incoming request; names are compared without regard to case. Confined to the request's thread. */
public interface HeaderSource {

    /** The header's first value; null if it is absent. */
    @Nullable String first(String name);

    /** All values in the order in which they came; empty if the header is absent. */
    List<String> all(String name);
}
