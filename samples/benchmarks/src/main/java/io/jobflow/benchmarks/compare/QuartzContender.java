package io.jobflow.benchmarks.compare;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Quartz with its clustered JDBC job store, fetching 50 triggers at a time within its lock. */
final class QuartzContender implements Contender {

    private static final int THREADS = 50;

    /** Quartz makes its jobs itself, so what they share must be found from a class. */
    private static volatile @Nullable Post post;

    private final String url;
    private final HikariDataSource source;
    private @Nullable Scheduler scheduler;
    private int stored;

    QuartzContender(String url, Post work) throws Exception {
        this.url = url;
        post = work;
        source = Pools.open(url, 2);
        Pools.script(source, "/org/quartz/impl/jdbcjobstore/tables_postgres.sql");
    }

    /** What every job does. */
    public static final class PostJob implements Job {

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            Post work = post;
            if (work == null) {
                throw new JobExecutionException("there is nothing to do");
            }
            try {
                work.send(context.getScheduledFireTime().toInstant());
            } catch (IOException e) {
                throw new JobExecutionException(e);
            }
        }
    }

    @Override
    public void everySecond(int jobs, Instant first) throws SchedulerException {
        store(jobs, first, SimpleScheduleBuilder.repeatSecondlyForever());
        start();
    }

    @Override
    public void storeBacklog(int jobs) throws SchedulerException {
        stop();
        store(jobs, Instant.now(), SimpleScheduleBuilder.simpleSchedule());
    }

    @Override
    public void fireBacklog(int jobs) throws Exception {
        int before = answered();
        start();
        while (answered() < before + jobs) {
            LockSupport.parkNanos(5_000_000);
        }
        Pools.awaitEmpty(source, "qrtz_triggers");
    }

    private static int answered() {
        Post work = post;
        return work == null ? 0 : work.answered();
    }

    private void store(int jobs, Instant first, ScheduleBuilder<SimpleTrigger> schedule) throws SchedulerException {
        Map<JobDetail, Set<? extends Trigger>> all = new HashMap<>();
        for (int i = 0; i < jobs; i++) {
            String name = "job-" + stored++;
            JobDetail job = JobBuilder.newJob(PostJob.class).withIdentity(name).build();
            all.put(
                    job,
                    Set.of(TriggerBuilder.newTrigger()
                            .withIdentity(name)
                            .startAt(Date.from(first))
                            .withSchedule(schedule)
                            .build()));
        }
        open().scheduleJobs(all, false);
    }

    @Override
    public void start() throws SchedulerException {
        open().start();
    }

    private Scheduler open() throws SchedulerException {
        Scheduler open = scheduler;
        if (open == null) {
            open = new StdSchedulerFactory(settings()).getScheduler();
            scheduler = open;
        }
        return open;
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put("org.quartz.scheduler.instanceName", "compare");
        settings.put("org.quartz.scheduler.instanceId", "AUTO");
        settings.put("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.put("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "50");
        settings.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        settings.put("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
        settings.put("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        settings.put("org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        settings.put("org.quartz.jobStore.isClustered", "true");
        settings.put("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        settings.put("org.quartz.jobStore.dataSource", "compare");
        settings.put("org.quartz.dataSource.compare.provider", "hikaricp");
        settings.put("org.quartz.dataSource.compare.driver", "org.postgresql.Driver");
        settings.put("org.quartz.dataSource.compare.URL", url);
        settings.put("org.quartz.dataSource.compare.maxConnections", Integer.toString(THREADS + 3));
        return settings;
    }

    @Override
    public void stop() throws SchedulerException {
        Scheduler open = scheduler;
        if (open != null) {
            open.shutdown(true);
            scheduler = null;
        }
    }
}
