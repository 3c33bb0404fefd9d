/**
 * Owns the invariants of a whole database and the doctor that checks them, row by row as they are stored, without trusting
 * what the rest of the program would make of them. Reads only. Imports {@code job}, {@code execution} and
 * {@code store.jdbc}; runs on the caller's thread.
 */
package io.jobflow.scheduler.store.doctor;
