/** What tests share: manual clocks, job definitions, a scheduler without threads, and real database servers. */
package io.jobflow.scheduler.testkit;
