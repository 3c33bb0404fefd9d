/** The way to embed a scheduler: {@link io.jobflow.scheduler.JobFlowScheduler}. Imports every package above it. */
package io.jobflow.scheduler;
