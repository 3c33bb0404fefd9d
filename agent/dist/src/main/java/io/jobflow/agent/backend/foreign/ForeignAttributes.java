package io.jobflow.agent.backend.foreign;

import static io.jobflow.agent.backend.call.Calls.call;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Makes the other copy's attributes out of ours. Safe for use by any thread. */
final class ForeignAttributes {

    /** Labels of metrics come again and again, and there are as many as the cap on job names allows. */
    private static final int MAX_KNOWN = 4_096;

    private final MethodHandle builder;
    private final MethodHandle putText;
    private final MethodHandle putLong;
    private final MethodHandle build;
    private final ConcurrentMap<Attributes, Object> known = new ConcurrentHashMap<>();

    ForeignAttributes(ForeignTypes types) throws ReflectiveOperationException {
        builder = types.method("api.common.Attributes", "builder");
        putText = types.method("api.common.AttributesBuilder", "put", String.class, String.class);
        putLong = types.method("api.common.AttributesBuilder", "put", String.class, long.class);
        build = types.method("api.common.AttributesBuilder", "build");
    }

    Object of(Attributes ours) {
        Object theirs = known.get(ours);
        if (theirs == null) {
            theirs = convert(ours);
            if (known.size() < MAX_KNOWN) {
                known.put(ours, theirs);
            }
        }
        return theirs;
    }

    private Object convert(Attributes ours) {
        Object theirs = call(builder);
        for (Map.Entry<AttributeKey<?>, Object> entry : ours.asMap().entrySet()) {
            String key = entry.getKey().getKey();
            Object value = entry.getValue();
            if (value instanceof Long) {
                call(putLong, theirs, key, value);
            } else {
                call(putText, theirs, key, value.toString());
            }
        }
        return call(build, theirs);
    }
}
