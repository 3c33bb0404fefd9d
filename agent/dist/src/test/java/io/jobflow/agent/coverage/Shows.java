package io.jobflow.agent.coverage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which row of the coverage table a suite or a single test stands for. On a test it replaces what its class says. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(Shows.Rows.class)
public @interface Shows {

    /** The heading of the table, such as {@code Outgoing calls}. */
    String area();

    /** The row of it, such as {@code OkHttp}. */
    String row();

    /** Several of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Rows {
        Shows[] value();
    }
}
