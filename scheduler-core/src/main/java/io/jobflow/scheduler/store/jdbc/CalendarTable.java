package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.job.CalendarJson;
import io.jobflow.scheduler.job.JobProblem;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import io.jobflow.scheduler.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The table {@code calendar}. The rules are kept as text, in the form in which people write them. */
final class CalendarTable {

    static final String SELECT = "SELECT name, definition FROM calendar ";

    private static final String INSERT = "INSERT INTO calendar (definition, name) VALUES (?, ?)";

    private static final String UPDATE = "UPDATE calendar SET definition = ? WHERE name = ?";

    private static final String DELETE = "DELETE FROM calendar WHERE name = ?";

    private CalendarTable() {}

    /** Creates or replaces a calendar. */
    static void save(WriteSession session, BusinessCalendar calendar) throws SQLException {
        boolean known = session.exists("SELECT 1 FROM calendar WHERE name = ?", calendar.name());
        RowBatch rows = session.batch(known ? UPDATE : INSERT);
        rows.set(CalendarJson.write(calendar)).set(calendar.name()).add();
        rows.execute();
    }

    static void delete(WriteSession session, String name) throws SQLException {
        RowBatch rows = session.batch(DELETE);
        rows.set(name).add();
        rows.execute();
    }

    static BusinessCalendar map(ResultSet row) throws SQLException {
        String name = Columns.text(row, "name");
        try {
            return CalendarJson.read(Columns.text(row, "definition"), name);
        } catch (JobProblem e) {
            throw new StoreException("the stored calendar \"" + name + "\" cannot be read: " + e.getMessage(), e);
        }
    }
}
