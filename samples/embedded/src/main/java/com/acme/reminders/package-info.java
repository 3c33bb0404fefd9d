/** A program that carries its own scheduler: no server, no executor, one data directory. */
package com.acme.reminders;
