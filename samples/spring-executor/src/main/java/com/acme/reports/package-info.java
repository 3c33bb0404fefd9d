/** A report service: builds sales reports when it is called, and shows those it has built. */
package com.acme.reports;
