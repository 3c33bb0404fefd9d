/**
 * Measurements with JMH, run by hand: each class compares one part of JobFlow with the libraries that do the same. Imports
 * the parts measured; imported by none.
 */
package io.jobflow.benchmarks;
