package io.jobflow.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.schedule.MisfirePolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobBuilderTest {

    @Test
    void jobOfWhichNothingIsSaidIsManualAndHandledHere() {
        JobDefinition job = JobDefinition.named("report").build();

        assertThat(job).isEqualTo(JobJson.read("""
                {"name": "report", "schedule": {"manual": true}, "target": {"inProcess": true}}
                """));
        assertThat(job.target()).isEqualTo(Target.inProcess("report"));
    }

    @Test
    void everyMethodSetsTheFieldOfItsName() {
        JobDefinition job = JobDefinition.named("report")
                .description("the daily report")
                .enabled(false)
                .cron("0 6 * * 1-5")
                .zone(ZoneId.of("Europe/Berlin"))
                .misfire(MisfirePolicy.Action.CATCH_UP, Duration.ofMinutes(2))
                .handler("write-report")
                .params("{\"region\": \"eu\"}")
                .shards(1, 1_000, 4)
                .timeout(Duration.ofSeconds(90))
                .maxAttempts(5)
                .backoff(RetryPolicy.Backoff.FIXED, Duration.ofSeconds(3), Duration.ofSeconds(30))
                .concurrency(ConcurrencyPolicy.Overlap.ALLOW, 2)
                .onLost(LostPolicy.GIVE_UP)
                .priority(7)
                .label("team", "finance")
                .build();

        assertThat(job).isEqualTo(JobJson.read("""
                {"name": "report", "description": "the daily report", "enabled": false,
                 "schedule": {"cron": "0 6 * * 1-5", "zone": "Europe/Berlin"},
                 "misfire": {"policy": "catch-up", "threshold": "2m"},
                 "target": {"inProcess": true, "handler": "write-report"},
                 "params": {"region": "eu"}, "shards": {"range": {"from": 1, "to": 1000, "count": 4}},
                 "timeout": "90s",
                 "retry": {"maxAttempts": 5, "backoff": "fixed", "initialDelay": "3s", "maxDelay": "30s"},
                 "concurrency": {"policy": "allow", "limit": 2}, "onLost": "give-up", "priority": 7,
                 "labels": {"team": "finance"}}
                """));
    }

    @Test
    void everyPartOfATimetableHasAMethod() {
        JobDefinition job = JobDefinition.named("report")
                .fixedDelay(Duration.ofMinutes(5))
                .from(Instant.parse("2027-01-01T00:00:00Z"))
                .until(Instant.parse("2027-02-01T00:00:00Z"))
                .calendar("china-2027")
                .jitter(Duration.ofSeconds(20))
                .giveUpAfter(Duration.ofHours(1))
                .build();

        assertThat(job).isEqualTo(JobJson.read("""
                {"name": "report", "target": {"inProcess": true},
                 "schedule": {"fixedDelay": "5m", "from": "2027-01-01T00:00:00Z", "until": "2027-02-01T00:00:00Z",
                  "calendar": "china-2027", "jitter": "20s"},
                 "retry": {"giveUpAfter": "1h"}}
                """));
    }

    @Test
    void executorsCanBeNamedByServiceOrUrl() {
        JobDefinition service =
                JobDefinition.named("a").service("orders", "sync").build();
        JobDefinition urls = JobDefinition.named("b")
                .urls(List.of("http://10.0.0.7:8080"), "sync")
                .build();

        assertThat(service.target().service()).isEqualTo("orders");
        assertThat(urls.target().urls()).containsExactly("http://10.0.0.7:8080");
    }

    @Test
    void lastScheduleOfTwoKindsIsRefused() {
        JobBuilder builder =
                JobDefinition.named("a").fixedRate(Duration.ofMinutes(1)).at(Instant.EPOCH.plusSeconds(1));

        assertThatThrownBy(builder::build).isInstanceOf(JobProblem.class).hasMessageContaining("fixedRate, at");
    }

    @Test
    void whatIsWrongIsSaidAsTheApiSaysIt() {
        assertThatThrownBy(
                        () -> JobDefinition.named("Report").cron("61 * * * *").build())
                .isInstanceOfSatisfying(
                        JobProblem.class,
                        problem -> assertThat(problem.problems())
                                .extracting(FieldProblem::field)
                                .containsExactly("name", "schedule.cron"));
    }

    @Test
    void paramsThatAreNotJsonAreRefusedAtOnce() {
        assertThatThrownBy(() -> JobDefinition.named("report").params("{region"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The params of job \"report\" are not JSON: ");
    }

    @Test
    void builderCanBeUsedAgain() {
        JobBuilder builder = JobDefinition.named("report");

        JobDefinition first = builder.build();
        JobDefinition second = builder.priority(3).build();

        assertThat(first.priority()).isZero();
        assertThat(second.priority()).isEqualTo(3);
    }
}
