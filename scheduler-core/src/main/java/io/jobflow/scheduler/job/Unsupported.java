package io.jobflow.scheduler.job;

/** Problems of what the format knows and this version does not do. */
final class Unsupported {

    private Unsupported() {}

    static FieldProblem field(String field, String value, String expected, String instead) {
        return new FieldProblem(
                FieldProblem.UNSUPPORTED,
                field,
                value,
                expected,
                "Field " + field + " is not supported by this version (expected " + expected + "); " + instead + ".");
    }
}
