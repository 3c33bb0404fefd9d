package com.acme.orders;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the warehouse about a range of orders, batch by batch. Doing it twice does no harm. */
final class OrderSync {

    private static final Logger log = LoggerFactory.getLogger(OrderSync.class);

    private final OrderBook book;
    private final Warehouse warehouse;

    OrderSync(OrderBook book, Warehouse warehouse) {
        this.book = book;
        this.warehouse = warehouse;
    }

    /** Syncs the orders from {@code first} to {@code last}, both inclusive, and answers what was done in one sentence. */
    String sync(long first, long last, int batchSize) {
        List<Order> orders = book.between(first, last);
        log.info("Syncing {} orders ({} to {}) in batches of {}", orders.size(), first, last, batchSize);
        int fresh = 0;
        for (int from = 0; from < orders.size(); from += batchSize) {
            fresh += syncBatch(orders.subList(from, Math.min(from + batchSize, orders.size())));
        }
        String summary = orders.size() + " orders synced, " + fresh + " of them new to the warehouse";
        log.info("Order sync done: {}", summary);
        return summary;
    }

    private int syncBatch(List<Order> batch) {
        int fresh = warehouse.accept(batch);
        long cents = batch.stream().mapToLong(Order::amountCents).sum();
        log.info(
                "Batch {}-{}: {} new, {} cents",
                batch.get(0).id(),
                batch.get(batch.size() - 1).id(),
                fresh,
                cents);
        return fresh;
    }
}
