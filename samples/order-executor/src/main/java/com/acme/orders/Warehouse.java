package com.acme.orders;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** The warehouse's side: which orders it has been told about, and what lies on the shelves. Safe for any thread. */
final class Warehouse {

    private static final long SEED = 7_919L;

    private final BitSet known = new BitSet();
    private final int[] stock = new int[OrderBook.SKUS];

    Warehouse() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int sku = 0; sku < stock.length; sku++) {
            stock[sku] = 200 + random.nextInt(400);
        }
    }

    /** Hands over a batch; orders that the warehouse already has change nothing. Answers how many were new. */
    synchronized int accept(List<Order> batch) {
        int before = known.cardinality();
        for (Order order : batch) {
            known.set((int) order.id());
        }
        return known.cardinality() - before;
    }

    synchronized int knownOrders() {
        return known.cardinality();
    }

    int inStock(int sku) {
        return stock[sku];
    }
}
