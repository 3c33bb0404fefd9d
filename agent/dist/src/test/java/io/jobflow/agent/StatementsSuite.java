package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ReceivedSpan;
import io.jobflow.agent.harness.StatementCase;
import io.jobflow.agent.harness.Twins;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every JDBC driver has to show when it is used within a run, behind HikariCP; a subclass names the driver. */
abstract class StatementsSuite {

    private final Twins app;
    private final String system;
    private final String namespace;

    StatementsSuite(StatementCase database) {
        this.app = database.app();
        this.system = database.system();
        this.namespace = database.namespace();
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen(StatementCase database) {
        Program program = database.app().agent();
        List<ReceivedSpan> spans = database.app().receiver().spans();

        assertThat(program.stop()).as(program::toString).isZero();
        assertThat(program.err()).noneMatch(line -> line.contains("jobflow-agent"));
        assertThat(spans).noneMatch(span -> span.span().toString().contains("secret"));
        assertThat(spans).allMatch(span -> span.traceId().equals(JobRequest.TRACE_ID));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select | SELECT | select name from orders where id = ? and name <> ?",
                "text | SELECT | select name from orders where name = ? and id in (?)",
                "execute | UPDATE | update orders set name = ? where id = ?",
                "insert | INSERT | insert into orders (id, name) values (?, ?)",
                "elsewhere | SELECT | select name from orders where id = ? and name <> ?",
            })
    void hasOneSpanForAStatement(String how, String operation, String text) {
        String answer = send(how, "e-" + how);

        assertThat(answer).contains("done: ");
        ReceivedSpan statement = onlyStatement("e-" + how);
        assertThat(statement.name()).isEqualTo(operation + " orders");
        assertThat(statement.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(statement.attribute("db.system.name")).isEqualTo(system);
        assertThat(statement.attribute("db.namespace")).isEqualTo(namespace);
        assertThat(statement.attribute("db.operation.name")).isEqualTo(operation);
        assertThat(statement.attribute("db.collection.name")).isEqualTo("orders");
        assertThat(statement.attribute("db.query.text")).isEqualTo(text);
        assertThat(statement.attribute("error.type")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"batch, INSERT orders, 3", "text-batch, DELETE orders, 2"})
    void tellsTheSizeOfABatch(String how, String name, String size) {
        String answer = send(how, "e-" + how);

        assertThat(answer).endsWith("done: " + size);
        ReceivedSpan statement = onlyStatement("e-" + how);
        assertThat(statement.name()).isEqualTo(name);
        assertThat(statement.attribute("db.operation.batch.size")).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({"taken, INSERT orders", "missing, SELECT nowhere"})
    void marksWhatTheDriverThrows(String how, String name) {
        String answer = send(how, "e-" + how);

        List<ReceivedSpan> statements = statements("e-" + how);
        ReceivedSpan statement = statements.get(statements.size() - 1);
        assertThat(statement.name()).isEqualTo(name);
        assertThat(answer).endsWith("failed: " + statement.attribute("error.type"));
        assertThat(statement.attribute("db.response.status_code")).isNotEmpty();
        assertThat(statement.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(statement.statusMessage()).isEmpty();
    }

    @Test
    void knowsNoTextOfWhatWasPreparedOutsideOfARun() {
        send("kept", "e-kept");

        ReceivedSpan statement = onlyStatement("e-kept");
        assertThat(statement.name()).isEqualTo(namespace);
        assertThat(statement.attribute("db.query.text")).isNull();
    }

    @Test
    void hasABoundedNumberOfSpans() {
        String answer = send("many", "e-many");
        send("select", "e-few");

        assertThat(answer).endsWith("done: 10");
        assertThat(statements("e-many")).hasSize(StatementCase.SPANS);
        assertThat(app.receiver().awaitSpan("e-many").attribute("jobflow.calls.unrecorded"))
                .isEqualTo("5");
        assertThat(app.receiver().awaitSpan("e-few").attribute("jobflow.calls.unrecorded"))
                .isNull();
    }

    @Test
    void leavesStatementsOutsideOfARunAlone() {
        String answer = app.send(JobRequest.ordinary("/internal/job/many"));
        send("select", "e-after-plain");

        assertThat(answer).endsWith("done: 10");
        onlyStatement("e-after-plain");
    }

    private String send(String how, String executionId) {
        return app.send(JobRequest.traced("/internal/job/" + how, executionId));
    }

    private ReceivedSpan onlyStatement(String executionId) {
        List<ReceivedSpan> statements = statements(executionId);
        assertThat(statements).as(statements::toString).hasSize(1);
        return statements.get(0);
    }

    /** The children of the run's span; all of them, because they end before the run's does. */
    private List<ReceivedSpan> statements(String executionId) {
        ReceivedSpan run = app.receiver().awaitSpan(executionId);
        return app.receiver().spans().stream()
                .filter(span -> span.parentSpanId().equals(run.spanId()))
                .toList();
    }
}
