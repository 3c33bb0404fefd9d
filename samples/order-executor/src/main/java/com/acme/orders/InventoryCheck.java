package com.acme.orders;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares what paid orders still need with what lies on the shelves. */
final class InventoryCheck {

    private static final Logger log = LoggerFactory.getLogger(InventoryCheck.class);
    private static final int LINES = 5;

    private final OrderBook book;
    private final Warehouse warehouse;

    InventoryCheck(OrderBook book, Warehouse warehouse) {
        this.book = book;
        this.warehouse = warehouse;
    }

    /** Answers in one sentence how many articles are short. */
    String check() {
        log.info("Checking stock of {} articles", OrderBook.SKUS);
        Map<String, Integer> demand = demand();
        List<String> shortages = new ArrayList<>();
        for (int sku = 0; sku < OrderBook.SKUS; sku++) {
            String name = OrderBook.sku(sku);
            int missing = demand.getOrDefault(name, 0) - warehouse.inStock(sku);
            if (missing > 0) {
                shortages.add(name + " lacks " + missing);
            }
        }
        shortages.stream().limit(LINES).forEach(shortage -> log.warn("Short of stock: {}", shortage));
        String summary = shortages.size() + " of " + OrderBook.SKUS + " articles are short";
        log.info("Inventory check done: {}", summary);
        return summary;
    }

    private Map<String, Integer> demand() {
        Map<String, Integer> demand = new HashMap<>();
        for (Order order : book.all()) {
            if (order.status() == Order.Status.PAID) {
                demand.merge(order.sku(), order.quantity(), Integer::sum);
            }
        }
        return demand;
    }
}
