package io.jobflow.scheduler.http;

import io.javalin.http.Context;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.job.CalendarJson;
import io.jobflow.scheduler.job.FieldProblem;
import io.jobflow.scheduler.job.JobProblem;
import io.jobflow.scheduler.job.Names;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.PageRequest;
import java.util.List;

/** Business calendars: {@code /api/v1/calendars}. */
final class CalendarsResource {

    private final JobStore store;
    private final Commands commands;

    CalendarsResource(JobStore store, Commands commands) {
        this.store = store;
        this.commands = commands;
    }

    void list(Context context) {
        QueryParameters query = new QueryParameters(context, List.of("page", "size"));
        PageRequest page = query.page();
        query.throwIfAny();
        Json.send(context, 200, Json.page(store.listCalendars(page), CalendarJson::tree));
    }

    void get(Context context) {
        String name = knownName(context);
        BusinessCalendar calendar = store.findCalendar(name).orElseThrow(() -> Missing.calendar(name));
        Json.send(context, 200, CalendarJson.tree(calendar));
    }

    void put(Context context) {
        String name = context.pathParam("name");
        if (!Names.isValid(name)) {
            throw new JobProblem(List.of(FieldProblem.invalid("name", name, Names.EXPECTED)));
        }
        BusinessCalendar calendar = CalendarJson.read(RequestBody.read(context), name);
        Reply.CalendarSaved saved = commands.save(new Command.PutCalendar(calendar));
        if (saved.created()) {
            context.header("Location", Routes.CALENDARS + "/" + name);
        }
        Json.send(context, saved.created() ? 201 : 200, CalendarJson.tree(saved.calendar()));
    }

    void delete(Context context) {
        commands.delete(new Command.DeleteCalendar(knownName(context)));
        context.status(204);
    }

    /** The calendar's name in the address; a form that no name has is a calendar that does not exist. */
    private static String knownName(Context context) {
        String name = context.pathParam("name");
        if (!Names.isValid(name)) {
            throw Missing.calendar(name);
        }
        return name;
    }
}
