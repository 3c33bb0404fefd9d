package io.jobflow.scheduler.store;

import java.util.List;

/**
 * Part of a listing.
 *
 * @param total how many items the whole listing has
 */
public record Page<T>(List<T> items, PageRequest request, long total) {}
