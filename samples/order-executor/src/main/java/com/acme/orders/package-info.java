/**
 * An order service as many shops have one: its own orders, its own stock, an HTTP interface, and two endpoints that some
 * scheduler calls at night. It knows nothing about which scheduler that is.
 */
package com.acme.orders;
