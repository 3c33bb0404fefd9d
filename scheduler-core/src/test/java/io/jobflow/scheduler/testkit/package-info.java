/** What tests share: manual clocks, job definitions, and a scheduler without threads. */
package io.jobflow.scheduler.testkit;
