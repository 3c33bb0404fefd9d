package io.jobflow.bridge.outgoing;

import io.opentelemetry.api.common.AttributeKey;

/** Keys of OpenTelemetry's semantic conventions for HTTP clients and databases, and one of ours. */
final class OutgoingAttributes {

    static final AttributeKey<String> HTTP_METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<String> HTTP_METHOD_ORIGINAL = AttributeKey.stringKey("http.request.method_original");
    static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
    static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
    static final AttributeKey<String> DB_SYSTEM = AttributeKey.stringKey("db.system.name");
    static final AttributeKey<String> DB_NAMESPACE = AttributeKey.stringKey("db.namespace");
    static final AttributeKey<String> DB_COLLECTION = AttributeKey.stringKey("db.collection.name");
    static final AttributeKey<String> DB_OPERATION = AttributeKey.stringKey("db.operation.name");
    static final AttributeKey<Long> DB_BATCH_SIZE = AttributeKey.longKey("db.operation.batch.size");
    static final AttributeKey<String> DB_TEXT = AttributeKey.stringKey("db.query.text");
    static final AttributeKey<String> DB_STATUS = AttributeKey.stringKey("db.response.status_code");

    /** On the run's span: how many of its calls have no span of their own, because there were too many. */
    static final AttributeKey<Long> UNRECORDED = AttributeKey.longKey("jobflow.calls.unrecorded");

    private OutgoingAttributes() {}
}
