/** What tests share: manual clocks, job definitions, a scheduler without threads, and databases on real servers. */
package io.jobflow.scheduler.testkit;
