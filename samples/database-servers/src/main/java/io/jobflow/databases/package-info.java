/**
 * Real database servers for the tests of every module, from archives that Maven fetches: child processes, with data in the
 * temporary directory. Imports nothing of JobFlow.
 */
package io.jobflow.databases;
