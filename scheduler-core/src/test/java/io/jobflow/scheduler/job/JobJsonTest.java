package io.jobflow.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jobflow.scheduler.cron.CronDialect;
import io.jobflow.scheduler.cron.DaylightSaving;
import io.jobflow.scheduler.schedule.CronSchedule;
import io.jobflow.scheduler.schedule.FixedDelaySchedule;
import io.jobflow.scheduler.schedule.FixedRateSchedule;
import io.jobflow.scheduler.schedule.ManualSchedule;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.schedule.Timetable;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobJsonTest {

    private static final String MINIMAL = """
            {"name": "report", "schedule": {"manual": true}, "target": {"service": "orders", "handler": "report"}}
            """;

    @Test
    void fillsInEveryDefault() {
        JobDefinition job = JobJson.read(MINIMAL);

        assertThat(job)
                .isEqualTo(new JobDefinition(
                        "report",
                        "",
                        true,
                        Timetable.of(new ManualSchedule()),
                        MisfirePolicy.DEFAULT,
                        new Target("orders", List.of(), "report", "/internal/job/report", RoutingPolicy.ROUND_ROBIN),
                        "{}",
                        ShardPlan.SINGLE,
                        Duration.ofMinutes(5),
                        RetryPolicy.DEFAULT,
                        ConcurrencyPolicy.DEFAULT,
                        LostPolicy.RETRY,
                        RetentionPolicy.DEFAULT,
                        0,
                        Map.of()));
    }

    @Test
    void writesDefaultsAsTheDocumentationNamesThem() throws Exception {
        String json = JobJson.write(JobJson.read(with("schedule", "{\"cron\": \"0 3 * * *\"}")));

        JsonNode expected = new JsonMapper().readTree("""
                        {"name": "report", "description": "", "enabled": true,
                         "schedule": {"cron": "0 3 * * *", "zone": "UTC", "dialect": "unix", "dst": "once",
                                      "jitter": "0s"},
                         "misfire": {"policy": "fire-once", "threshold": "60s", "maxCatchUp": 100},
                         "target": {"service": "orders", "handler": "report", "path": "/internal/job/report",
                                    "routing": "round-robin"},
                         "params": {}, "shards": {"count": 1}, "timeout": "5m",
                         "retry": {"maxAttempts": 3, "backoff": "exponential", "initialDelay": "1s",
                                   "maxDelay": "5m", "jitter": 0.2},
                         "concurrency": {"policy": "skip", "limit": 1, "maxQueued": 1000}, "onLost": "retry", "retention": {},
                         "priority": 0, "labels": {}}
                        """);
        assertThat(new JsonMapper().readTree(json)).isEqualTo(expected);
    }

    @Test
    void readsBackWhatItWrote() {
        JobDefinition job = JobJson.read("""
                {"name": "stock.sync-2", "description": "Abgleich ✓", "enabled": false,
                 "schedule": {"cron": "0 0/5 * * * ?", "zone": "Asia/Shanghai", "dialect": "quartz",
                              "dst": "wall-clock", "from": "2027-01-01T00:00:00+08:00[Asia/Shanghai]",
                              "until": "2028-01-01T00:00:00.5Z", "calendar": "china", "jitter": "90s"},
                 "misfire": {"policy": "catch-up", "threshold": "1500ms", "maxCatchUp": 7},
                 "target": {"urls": ["http://10.0.0.7:8080", "https://b.example/app/"], "handler": "stockSync",
                            "path": "/jobs/stock", "routing": "first"},
                 "params": {"price": 1.10, "big": 123456789012345678901234567890, "list": [1, null, "x"]},
                 "shards": {"range": {"from": -5, "to": 100000, "count": 4}}, "timeout": "PT1H30M",
                 "retry": {"maxAttempts": 1, "backoff": "fixed", "initialDelay": "0s", "maxDelay": "1d", "jitter": 1},
                 "concurrency": {"policy": "replace", "limit": 3, "maxQueued": 1000000}, "onLost": "give-up", "priority": -3,
                 "labels": {"team": "trade", "tier": "gold"}}
                """);

        JobDefinition again = JobJson.read(JobJson.write(job));

        assertThat(again).isEqualTo(job);
        assertThat(again.params())
                .isEqualTo("{\"price\":1.10,\"big\":123456789012345678901234567890,\"list\":[1,null,\"x\"]}");
        assertThat(again.schedule())
                .isEqualTo(CronSchedule.of(
                        "0 0/5 * * * ?",
                        CronDialect.QUARTZ,
                        DaylightSaving.WALL_CLOCK,
                        ZoneId.of("Asia/Shanghai"),
                        "stock.sync-2"));
    }

    @Test
    void readsEveryKindOfSchedule() {
        assertThat(JobJson.read(with("schedule", "{\"fixedRate\": \"90s\"}")).schedule())
                .isEqualTo(new FixedRateSchedule(Duration.ofSeconds(90)));
        assertThat(JobJson.read(with("schedule", "{\"fixedDelay\": \"90s\", \"zone\": \"Asia/Shanghai\"}"))
                        .schedule())
                .isEqualTo(new FixedDelaySchedule(Duration.ofSeconds(90), ZoneId.of("Asia/Shanghai")));
        assertThat(JobJson.read(with("schedule", "{\"at\": \"2027-01-31T08:30:00.1234567+08:00\"}"))
                        .schedule())
                .isEqualTo(new OneTimeSchedule(ZonedDateTime.parse("2027-01-31T08:30:00.123+08:00")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"at\":\"2027-01-31T08:30:00+08:00\",\"jitter\":\"0s\"}",
                "{\"at\":\"2027-01-31T08:30:00.5Z\",\"jitter\":\"10s\"}",
                "{\"at\":\"2027-01-31T08:30:00+08:00[Asia/Shanghai]\",\"calendar\":\"china\",\"jitter\":\"0s\"}",
                "{\"fixedRate\":\"90s\",\"zone\":\"UTC\",\"from\":\"2027-01-31T08:30:00-05:00\",\"jitter\":\"0s\"}",
                "{\"fixedDelay\":\"90s\",\"zone\":\"UTC\",\"until\":\"2027-06-01T00:00:00+02:00[Europe/Berlin]\",\"jitter\":\"1h\"}"
            })
    void givesTimesBackInTheirZone(String schedule) throws Exception {
        String json = JobJson.write(JobJson.read(with("schedule", schedule)));

        assertThat(new JsonMapper().readTree(json).path("schedule").toString()).isEqualTo(schedule);
    }

    @Test
    void acceptsWhatAnAnswerAdds() {
        JobDefinition job = JobJson.read(
                with("version", "3, \"createdAt\": \"x\", \"updatedAt\": \"y\", \"nextFire\": null"), "report");

        assertThat(job).isEqualTo(JobJson.read(MINIMAL));
    }

    @Test
    void takesTheNameFromTheAddress() {
        String nameless = "{\"schedule\": {\"manual\": true}, \"target\": {\"service\": \"a\", \"path\": \"/x\"}}";

        JobDefinition job = JobJson.read(nameless, "nightly");

        assertThat(job.name()).isEqualTo("nightly");
        assertThat(job.target().handler()).isEqualTo("nightly");
    }

    @Test
    void limitsSideBySideExecutionsGenerouslyWhenTheJobDoesNotSay() {
        JobDefinition job = JobJson.read(with("concurrency", "{\"policy\": \"allow\"}"));

        assertThat(job.concurrency()).isEqualTo(new ConcurrencyPolicy(ConcurrencyPolicy.Overlap.ALLOW, 100));
    }

    @Test
    void lowersADefaultDelayThatTheNamedBoundExcludes() {
        RetryPolicy capped =
                JobJson.read(with("retry", "{\"maxDelay\": \"500ms\"}")).retry();
        RetryPolicy slow =
                JobJson.read(with("retry", "{\"initialDelay\": \"10m\"}")).retry();

        assertThat(capped.initialDelay()).isEqualTo(Duration.ofMillis(500));
        assertThat(slow.maxDelay()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name        | "Report"                                | name                 | field.invalid
            name        | 7                                       | name                 | field.type
            description | ["x"]                                   | description          | field.type
            enabled     | "yes"                                   | enabled              | field.type
            timeout     | 30                                      | timeout              | field.type
            timeout     | "soon"                                  | timeout              | field.invalid
            timeout     | "25h"                                   | timeout              | field.invalid
            timeout     | "0s"                                    | timeout              | field.invalid
            timeout     | "PT-5S"                                 | timeout              | field.invalid
            timeout     | "999999999999999d"                      | timeout              | field.invalid
            params      | "text"                                  | params               | field.type
            priority    | 101                                     | priority             | field.invalid
            priority    | 1.5                                     | priority             | field.type
            priority    | 99999999999999999999                    | priority             | field.invalid
            onLost      | "never"                                 | onLost               | field.invalid
            labels      | {"a": 1}                                | labels.a             | field.type
            misfire     | {"policy": "fire_once"}                 | misfire.policy       | field.invalid
            misfire     | {"maxCatchUp": 0}                       | misfire.maxCatchUp   | field.invalid
            retry       | {"maxAttempts": 0}                      | retry.maxAttempts    | field.invalid
            retry       | {"jitter": 1.01}                        | retry.jitter         | field.invalid
            retry       | {"initialDelay":"5s","maxDelay":"1s"}   | retry.maxDelay       | field.invalid
            retry       | []                                      | retry                | field.type
            concurrency | {"limit": 10001}                        | concurrency.limit    | field.invalid
            concurrency | {"maxQueued": 1000001}                  | concurrency.maxQueued | field.invalid
            shards      | {"count": 1025}                         | shards.count         | field.invalid
            shards      | {"count": 2, "range": {}}               | shards               | field.conflict
            shards      | {}                                      | shards               | field.missing
            shards      | {"range": {"from": 1, "count": 2}}      | shards.range.to      | field.missing
            shards      | {"range":{"from":9,"to":8,"count":1}}   | shards.range.to      | field.invalid
            target      | {"service": "a b", "handler": "x"}      | target.service       | field.invalid
            target      | {"handler": "x"}                        | target.service       | field.missing
            target      | {"service": "a"}                        | target.handler       | field.missing
            target      | {"service": "a", "handler": "a/b"}      | target.handler       | field.invalid
            target      | {"urls": [], "handler": "x"}            | target.urls          | field.type
            target      | {"urls": ["ftp://a"], "handler": "x"}   | target.urls[0]       | field.invalid
            target      | {"urls": ["http://a?b"], "handler":"x"} | target.urls[0]       | field.invalid
            target      | {"service":"a","path":"/a/../b"}        | target.path          | field.invalid
            target      | {"service":"a","path":"http://evil"}    | target.path          | field.invalid
            schedule    | {}                                      | schedule             | field.missing
            schedule    | {"cron": "0 3 * * *", "at": "x"}        | schedule             | field.conflict
            schedule    | {"manual": false}                       | schedule.manual      | field.invalid
            schedule    | {"manual": true, "zone": "UTC"}         | schedule.zone        | field.conflict
            schedule    | {"fixedRate": "99ms"}                   | schedule.fixedRate   | field.invalid
            schedule    | {"at": "2027-01-31T08:30:00"}           | schedule.at          | field.invalid
            schedule    | {"at": "+999999999-01-01T00:00:00Z"}    | schedule.at          | field.invalid
            schedule    | {"at": "1969-12-31T23:59:59Z"}          | schedule.at          | field.invalid
            schedule    | {"cron": "99 * * * *"}                  | schedule.cron        | cron.syntax
            schedule    | {"cron": "0 3 30 2 *"}                  | schedule.cron        | schedule.never-fires
            schedule    | {"cron": "0 3 * * *", "zone": "Moon"}   | schedule.zone        | field.invalid
            schedule    | {"fixedDelay": "99ms"}                  | schedule.fixedDelay  | field.invalid
            schedule    | {"at":"2027-03-28T02:30:00+01:00[Europe/Berlin]"} | schedule.at | field.invalid
            schedule    | {"at":"2027-01-31T08:30:00+09:00[Asia/Shanghai]"} | schedule.at | field.invalid
            schedule    | {"at":"2027-01-31T08:30:00Z","zone":"UTC"}  | schedule.zone    | field.conflict
            schedule    | {"manual": true, "calendar": "china"}   | schedule.calendar    | field.conflict
            schedule    | {"fixedRate": "1s", "dst": "once"}      | schedule.dst         | field.conflict
            schedule    | {"fixedRate": "1s", "calendar": "A"}    | schedule.calendar    | field.invalid
            schedule    | {"fixedRate": "1s", "jitter": "61m"}    | schedule.jitter      | field.invalid
            schedule    | {"fixedRate": "1s", "from": "2027-01-31T08:30:00"} | schedule.from | field.invalid
            schedule    | {"fixedRate":"1s","from":"2027-01-31T08:30:00+08:00","until":"2027-01-31T00:30:00Z"} | schedule.until | field.invalid
            shards      | {"broadcast": true}                     | shards.broadcast     | field.unsupported
            """)
    void namesTheFieldThatIsWrong(String field, String json, String problemField, String code) {
        JobProblem problem = problem(with(field, json));

        assertThat(problem.problems()).hasSize(1);
        assertThat(problem.first().field()).isEqualTo(problemField);
        assertThat(problem.first().code()).isEqualTo(code);
        assertThat(problem.first().expected()).isNotBlank();
        assertThat(problem.first().message()).isNotBlank();
    }

    @Test
    void saysWhatWasGivenAndWhatWouldBeAccepted() {
        FieldProblem problem = problem(with("retry", "{\"maxAttempts\": 0}")).first();

        assertThat(problem.value()).isEqualTo("0");
        assertThat(problem.expected()).isEqualTo("a whole number from 1 to 100");
        assertThat(problem.message())
                .isEqualTo("Field retry.maxAttempts is \"0\" (expected a whole number from 1 to 100).");
    }

    @Test
    void suggestsTheNearestNameForAnUnknownField() {
        FieldProblem problem = problem(with("retry", "{\"maxAttemps\": 5}")).first();

        assertThat(problem.code()).isEqualTo("field.unknown");
        assertThat(problem.message()).isEqualTo("There is no field \"retry.maxAttemps\"; did you mean maxAttempts?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a": 1           | it ends too early
            {"a": "x          | it ends too early
            {"a": 1} {}       | something follows after its end
            {"a": 1} x        | JSON does not have in this place
            {"a": tru}        | JSON does not have in this place
            {"a": 1, "a": 2}  | a field stands twice in one object
            {"a": 01}         | JSON does not have in this place
            """)
    void saysInItsOwnWordsWhyABodyIsNotJson(String json, String why) {
        assertThat(problem(json).first().message())
                .matches("The body is not JSON at line 1, column \\d+: [^:]*" + why
                        + " \\(expected a JSON object\\)\\.");
    }

    @Test
    void saysThatABodyIsNestedTooDeeply() {
        assertThat(problem("{\"a\": " + "[".repeat(2_000)).first().message())
                .contains("it is nested too deeply (expected a JSON object).");
    }

    @Test
    void suggestsTheNearestZone() {
        FieldProblem problem = problem(with("schedule", "{\"cron\": \"0 3 * * *\", \"zone\": \"Asia/Shangai\"}"))
                .first();

        assertThat(problem.message()).endsWith("; did you mean Asia/Shanghai?");
    }

    @Test
    void reportsEveryProblemAtOnce() {
        JobProblem problem = problem("{\"nme\": \"x\", \"timeout\": \"soon\", \"priority\": \"high\"}");

        assertThat(problem.problems())
                .extracting(FieldProblem::field)
                .containsExactly("nme", "name", "schedule", "target", "timeout", "priority");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "[]", "\"x\"", "{\"name\": }", "{} {}", "{\"name\": \"a\", \"name\": \"b\"}"})
    void refusesWhatIsNotOneJsonObject(String text) {
        FieldProblem problem = problem(text).first();

        assertThat(problem.code()).isEqualTo("json.syntax");
        assertThat(problem.expected()).isEqualTo("a JSON object");
    }

    @Test
    void refusesANameThatIsNotTheOneInTheAddress() {
        JobProblem problem = catchThrowableOfType(JobProblem.class, () -> JobJson.read(MINIMAL, "other"));

        assertThat(problem.first().field()).isEqualTo("name");
        assertThat(problem.first().expected()).contains("\"other\"");
    }

    @Test
    void cutsLongValuesInMessages() {
        FieldProblem problem =
                problem(with("timeout", "\"" + "9".repeat(5_000) + "\"")).first();

        assertThat(problem.value()).hasSize(FieldProblem.MAX_VALUE);
        assertThat(problem.message()).hasSizeLessThan(500);
    }

    private static JobProblem problem(String json) {
        return catchThrowableOfType(JobProblem.class, () -> JobJson.read(json));
    }

    /** The minimal job with one field added or replaced. */
    private static String with(String field, String json) {
        Map<String, String> fields = new java.util.LinkedHashMap<>();
        fields.put("name", "\"report\"");
        fields.put("schedule", "{\"manual\": true}");
        fields.put("target", "{\"service\": \"orders\", \"handler\": \"report\"}");
        fields.put(field, json);
        StringBuilder text = new StringBuilder("{");
        fields.forEach((name, value) -> text.append(text.length() == 1 ? "" : ",")
                .append("\"" + name + "\":")
                .append(value));
        return text.append('}').toString();
    }
}
