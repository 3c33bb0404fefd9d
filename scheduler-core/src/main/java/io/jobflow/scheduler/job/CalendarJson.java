package io.jobflow.scheduler.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobflow.scheduler.schedule.BusinessCalendar;

/**
 * A calendar as JSON, the same text in the store and in the API: {@code weeklyDaysOff}, {@code excluded}, {@code worked}
 * and {@code moved}. Safe for use by many threads.
 */
public final class CalendarJson {

    private CalendarJson() {}

    /**
     * Reads the calendar with a name; the text need not repeat it, and absent lists are empty.
     *
     * @throws JobProblem with everything that is wrong
     */
    public static BusinessCalendar read(String json, String name) {
        return CalendarReader.read(json, name);
    }

    /** The calendar as JSON text, with every field. */
    public static String write(BusinessCalendar calendar) {
        return tree(calendar).toString();
    }

    /** The calendar as a JSON tree, with every field, days in order. */
    public static ObjectNode tree(BusinessCalendar calendar) {
        ObjectNode json = JsonSyntax.MAPPER.createObjectNode();
        json.put("name", calendar.name()).put("description", calendar.description());
        ArrayNode weekly = json.putArray("weeklyDaysOff");
        calendar.weeklyDaysOff().forEach(day -> weekly.add(JsonFields.word(day)));
        ArrayNode excluded = json.putArray("excluded");
        calendar.excluded()
                .forEach((first, last) -> excluded.add(first.equals(last) ? "" + first : first + "/" + last));
        ArrayNode worked = json.putArray("worked");
        calendar.worked().forEach(day -> worked.add(day.toString()));
        ObjectNode moved = json.putObject("moved");
        calendar.moved().forEach((from, to) -> moved.put(from.toString(), to.toString()));
        return json;
    }
}
