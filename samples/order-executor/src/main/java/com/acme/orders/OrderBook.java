package com.acme.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** All orders by id, from 1 without gaps. The same size always holds the same orders. Safe for any thread. */
final class OrderBook {

    static final int SKUS = 250;
    private static final long SEED = 20_240_229L;

    private final List<Order> orders;

    private OrderBook(List<Order> orders) {
        this.orders = orders;
    }

    /** A book with orders 1 to {@code size}. */
    static OrderBook generated(int size) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Order> orders = new ArrayList<>(size);
        for (long id = 1; id <= size; id++) {
            orders.add(generate(id, random));
        }
        return new OrderBook(List.copyOf(orders));
    }

    private static Order generate(long id, SplittableRandom random) {
        int quantity = 1 + random.nextInt(5);
        long unitCents = 199 + random.nextInt(20_000);
        Order.Status status = Order.Status.values()[random.nextInt(Order.Status.values().length)];
        return new Order(
                id, 1 + random.nextInt(8_000), sku(random.nextInt(SKUS)), quantity, quantity * unitCents, status);
    }

    static String sku(int number) {
        return String.format(Locale.ROOT, "SKU-%04d", number);
    }

    int size() {
        return orders.size();
    }

    Optional<Order> find(long id) {
        return id < 1 || id > orders.size() ? Optional.empty() : Optional.of(orders.get((int) id - 1));
    }

    /** The orders from {@code first} to {@code last}, both inclusive, as far as they exist. */
    List<Order> between(long first, long last) {
        long from = Math.max(first, 1);
        long to = Math.min(last, orders.size());
        return from > to ? List.of() : orders.subList((int) from - 1, (int) to);
    }

    List<Order> all() {
        return orders;
    }
}
