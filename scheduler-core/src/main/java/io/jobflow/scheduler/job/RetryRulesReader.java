package io.jobflow.scheduler.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a job says about which failures are tried again, and for how long. */
final class RetryRulesReader {

    static final List<String> FIELDS = List.of(
            "maxAttempts", "backoff", "initialDelay", "maxDelay", "jitter", "retryOn", "noRetryOn", "giveUpAfter");

    private static final int MAX_RULES = 50;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    private RetryRulesReader() {}

    /** Adds the rules to a policy. */
    static RetryPolicy read(JsonFields job, JsonFields retry, RetryPolicy policy) {
        List<RetryRule> retryOn = rules(retry, "retryOn");
        boolean retriesLost = retryOn.contains(new RetryRule(RetryRule.LOST));
        if (retriesLost && "give-up".equals(job.peek("onLost"))) {
            retry.note(FieldProblem.of(
                    FieldProblem.CONFLICT,
                    retry.at("retryOn"),
                    RetryRule.LOST,
                    "no " + RetryRule.LOST + " while onLost is give-up"));
        }
        return policy.withRules(retryOn, rules(retry, "noRetryOn")).withGiveUpAfter(giveUpAfter(retry));
    }

    private static List<RetryRule> rules(JsonFields retry, String name) {
        List<RetryRule> rules = new ArrayList<>();
        List<String> texts = retry.texts(name, MAX_RULES, RetryRule.MAX_LENGTH);
        for (int i = 0; i < texts.size(); i++) {
            String field = retry.at(name) + "[" + i + "]";
            String text = texts.get(i);
            RetryRule.parse(text)
                    .ifPresentOrElse(
                            rules::add, () -> retry.note(FieldProblem.invalid(field, text, RetryRule.EXPECTED)));
        }
        return rules;
    }

    private static @Nullable Duration giveUpAfter(JsonFields retry) {
        return retry.has("giveUpAfter") ? retry.duration("giveUpAfter", SHORTEST, LONGEST, LONGEST) : null;
    }
}
