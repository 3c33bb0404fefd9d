package io.jobflow.scheduler.http;

import io.jobflow.scheduler.job.Names;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the fields of a filter of dead letters may hold; anything else could match nothing, and is a mistake. */
final class LetterFilters {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z.-]{0,99}");
    private static final String EXPECTED_CODE = "the code of a reason, such as attempts.exhausted";

    private LetterFilters() {}

    /**
     * Looks at the texts of a filter.
     *
     * @param problems told of a field's name and what would be accepted
     */
    static void check(@Nullable String job, @Nullable String reason, BiConsumer<String, String> problems) {
        if (job != null && !Names.isValid(job)) {
            problems.accept("job", Names.EXPECTED);
        }
        if (reason != null && !CODE.matcher(reason).matches()) {
            problems.accept("reason", EXPECTED_CODE);
        }
    }
}
