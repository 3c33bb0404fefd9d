package io.jobflow.scheduler.store;

/**
 * Which part of a listing is wanted.
 *
 * @param page from 0
 * @param size 1 to {@link #MAX_SIZE}
 */
public record PageRequest(int page, int size) {

    /** A page has no more rows. */
    public static final int MAX_SIZE = 500;

    /** Of a request that names no size. */
    public static final int DEFAULT_SIZE = 50;

    public PageRequest {
        if (page < 0 || size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("page " + page + " of size " + size + " is out of range");
        }
    }

    /** Items that lie before the page. */
    public long offset() {
        return (long) page * size;
    }
}
