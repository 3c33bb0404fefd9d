package com.acme.orders;

/** What a customer ordered. Amounts are in cents. */
record Order(long id, long customerId, String sku, int quantity, long amountCents, Status status) {

    enum Status {
        OPEN,
        PAID,
        SHIPPED,
        CANCELLED
    }
}
