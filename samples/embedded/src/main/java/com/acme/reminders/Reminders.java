package com.acme.reminders;

import io.jobflow.scheduler.JobFlowScheduler;
import io.jobflow.scheduler.inprocess.HandlerRequest;
import io.jobflow.scheduler.inprocess.HandlerWrapper;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Reminds of something every second, and once a minute of everything: {@code Reminders <data directory>}. */
public final class Reminders {

    private Reminders() {}

    public static void main(String[] args) throws InterruptedException {
        JobFlowScheduler scheduler = JobFlowScheduler.builder()
                .dataDir(Path.of(args[0]))
                .wrap(HandlerWrapper.skipIfStillRunning())
                .handler("remind", Reminders::remind)
                .stopGrace(Duration.ofSeconds(5))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(scheduler::close, "close the scheduler"));

        scheduler
                .jobs()
                .put(JobDefinition.named("remind")
                        .cron("* * * * * *")
                        .params("{\"of\": \"tea\"}")
                        .timeout(Duration.ofSeconds(10))
                        .build());
        scheduler.schedule("summary", "* * * * *", request -> System.out.println("that was " + request.fireTime()));
        for (Job job : scheduler.jobs().list()) {
            System.out.println(job.name() + " is due at " + job.nextFire());
        }
        new CountDownLatch(1).await();
    }

    private static void remind(HandlerRequest request) {
        System.out.println("reminder at " + request.fireTime() + ": " + request.params());
    }
}
