/**
 * The sites: what is woven where, what each of them failed at and cost, and which are switched off. Imports the
 * bridge's trouble and the weaver's selection; called on every thread that comes through woven code.
 */
package io.jobflow.agent.sites;
