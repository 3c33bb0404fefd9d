package io.jobflow.scheduler.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobflow.scheduler.config.DurationText;
import io.jobflow.scheduler.config.NearestName;
import io.jobflow.scheduler.time.GivenTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object. A field that is wrong is noted as a problem and reading goes on with its
 * fallback, so that one answer can name everything that is wrong. Null counts as absent. Confined to one thread.
 */
public final class JsonFields {

    private final ObjectNode node;
    private final String path;
    private final List<FieldProblem> problems;

    private JsonFields(ObjectNode node, String path, List<FieldProblem> problems, Collection<String> known) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        noteUnknown(known);
    }

    /**
     * Reads a text as a JSON object.
     *
     * @throws JobProblem when it is not one
     */
    public static JsonFields parse(String text, Collection<String> known) {
        return new JsonFields(JsonSyntax.readObject(text), "", new ArrayList<>(), known);
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** An object; where it is absent, one without fields. */
    public JsonFields object(String name, Collection<String> known) {
        JsonNode value = node.get(name);
        if (value instanceof ObjectNode object) {
            return new JsonFields(object, at(name) + ".", problems, known);
        }
        if (has(name)) {
            wrongType(name, "an object");
        }
        return new JsonFields(JsonSyntax.MAPPER.createObjectNode(), at(name) + ".", problems, known);
    }

    /** An object's JSON text, whatever its fields. */
    public @Nullable String rawObject(String name) {
        JsonNode value = present(name);
        if (value != null && !value.isObject()) {
            wrongType(name, "an object");
            return null;
        }
        return value == null ? null : value.toString();
    }

    /** A text of limited length. */
    public @Nullable String text(String name, int maxLength) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            wrongType(name, "a text");
            return null;
        }
        if (value.textValue().length() > maxLength) {
            note(FieldProblem.invalid(at(name), value.textValue(), "at most " + maxLength + " characters"));
            return null;
        }
        return value.textValue();
    }

    /** A list of at least one text; empty where it is absent. */
    public List<String> texts(String name, int maxSize, int maxLength) {
        return texts(name, 1, maxSize, maxLength);
    }

    /** A list of texts that may be empty; empty where it is absent. */
    public List<String> textsOrNone(String name, int maxSize, int maxLength) {
        return texts(name, 0, maxSize, maxLength);
    }

    private List<String> texts(String name, int minSize, int maxSize, int maxLength) {
        JsonNode value = present(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() < minSize || value.size() > maxSize) {
            wrongType(name, "a list of " + minSize + " to " + maxSize + " texts");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode item = value.get(i);
            if (!item.isTextual() || item.textValue().length() > maxLength) {
                wrongType(name + "[" + i + "]", item, "a text of at most " + maxLength + " characters");
            } else {
                texts.add(item.textValue());
            }
        }
        return texts;
    }

    /** A list of whole numbers from 1 on, each at most once; empty where it is absent. */
    public List<Long> numbers(String name, int maxSize) {
        JsonNode value = present(name);
        if (value == null) {
            return List.of();
        }
        Set<Long> numbers = new LinkedHashSet<>();
        if (value.isArray() && !value.isEmpty() && value.size() <= maxSize) {
            value.forEach(item -> {
                if (item.isIntegralNumber() && item.canConvertToLong() && item.longValue() > 0) {
                    numbers.add(item.longValue());
                }
            });
        }
        if (numbers.size() != value.size() || numbers.isEmpty()) {
            wrongType(name, "a list of 1 to " + maxSize + " different whole numbers from 1 on");
            return List.of();
        }
        return List.copyOf(numbers);
    }

    /** An instant with its offset. */
    public @Nullable Instant instant(String name) {
        String text = text(name, FieldProblem.MAX_VALUE);
        Instant instant = text == null ? null : GivenTime.parseInstant(text).orElse(null);
        if (text != null && instant == null) {
            note(FieldProblem.invalid(at(name), text, GivenTime.EXPECTED_INSTANT));
        }
        return instant;
    }

    /** Names with texts, in the order given; empty where they are absent. */
    public Map<String, String> textMap(String name, int maxSize, int maxLength) {
        JsonNode value = present(name);
        Map<String, String> texts = new LinkedHashMap<>();
        if (value == null) {
            return texts;
        }
        if (!value.isObject() || value.size() > maxSize) {
            wrongType(name, "an object of at most " + maxSize + " texts");
            return texts;
        }
        value.properties().forEach(entry -> {
            JsonNode item = entry.getValue();
            if (!item.isTextual()
                    || Math.max(entry.getKey().length(), item.textValue().length()) > maxLength) {
                wrongType(name + "." + entry.getKey(), item, "a text of at most " + maxLength + " characters");
            } else {
                texts.put(entry.getKey(), item.textValue());
            }
        });
        return texts;
    }

    /** True or false. */
    public boolean flag(String name, boolean fallback) {
        JsonNode value = present(name);
        if (value != null && !value.isBoolean()) {
            wrongType(name, "true or false");
            return fallback;
        }
        return value == null ? fallback : value.booleanValue();
    }

    /** A whole number within bounds. */
    public int integer(String name, int min, int max, int fallback) {
        return (int) longInteger(name, min, max, fallback);
    }

    /** A whole number within bounds. */
    public long longInteger(String name, long min, long max, long fallback) {
        JsonNode value = present(name);
        if (value == null) {
            return fallback;
        }
        String expected = "a whole number from " + min + " to " + max;
        if (!value.isIntegralNumber()) {
            wrongType(name, expected);
            return fallback;
        }
        if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
            note(FieldProblem.invalid(at(name), value.asText(), expected));
            return fallback;
        }
        return value.longValue();
    }

    /** A number within bounds. */
    public double number(String name, double min, double max, double fallback) {
        JsonNode value = present(name);
        if (value == null) {
            return fallback;
        }
        String expected = "a number from " + plain(min) + " to " + plain(max);
        if (!value.isNumber()) {
            wrongType(name, expected);
            return fallback;
        }
        if (!(value.doubleValue() >= min && value.doubleValue() <= max)) {
            note(FieldProblem.invalid(at(name), value.asText(), expected));
            return fallback;
        }
        return value.doubleValue();
    }

    /** A duration within bounds. */
    public Duration duration(String name, Duration min, Duration max, Duration fallback) {
        JsonNode value = present(name);
        if (value == null) {
            return fallback;
        }
        String expected =
                DurationText.EXPECTED + ", from " + DurationText.format(min) + " to " + DurationText.format(max);
        if (!value.isTextual()) {
            wrongType(name, expected);
            return fallback;
        }
        Duration duration = DurationText.parse(value.textValue()).orElse(null);
        if (duration == null || duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            note(FieldProblem.invalid(at(name), value.textValue(), expected));
            return fallback;
        }
        return duration;
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    public <E extends Enum<E>> E choice(String name, E fallback) {
        JsonNode value = present(name);
        if (value == null) {
            return fallback;
        }
        List<String> words = new ArrayList<>();
        for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
            if (value.isTextual() && word(constant).equals(value.textValue())) {
                return constant;
            }
            words.add(word(constant));
        }
        String expected = "one of " + String.join(", ", words);
        if (value.isTextual()) {
            note(FieldProblem.invalid(at(name), value.textValue(), expected));
        } else {
            wrongType(name, expected);
        }
        return fallback;
    }

    /** What a field holds, as text, whatever its type. */
    public @Nullable String peek(String name) {
        JsonNode value = present(name);
        return value == null ? null : value.isTextual() ? value.textValue() : value.toString();
    }

    /** Notes a problem of the caller's. */
    public void note(FieldProblem problem) {
        problems.add(problem);
    }

    /** The path of one of the object's fields; the path of the object itself for an empty name. */
    public String at(String name) {
        return name.isEmpty() && !path.isEmpty() ? path.substring(0, path.length() - 1) : path + name;
    }

    /** How many problems were noted so far. */
    public int problemCount() {
        return problems.size();
    }

    /**
     * Ends the reading.
     *
     * @throws JobProblem when a problem was noted, here or in any object read through this one
     */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new JobProblem(problems);
        }
    }

    /** A constant as JSON has it: lower case, with hyphens. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private @Nullable JsonNode present(String name) {
        return has(name) ? node.get(name) : null;
    }

    private void wrongType(String name, String expected) {
        wrongType(name, node.get(name), expected);
    }

    private void wrongType(String name, JsonNode value, String expected) {
        String given = value.isTextual() ? value.textValue() : value.toString();
        note(FieldProblem.of(FieldProblem.TYPE, at(name), given, expected));
    }

    private void noteUnknown(Collection<String> known) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String expected = "one of " + String.join(", ", known);
                String hint = NearestName.of(name, known)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("expected " + expected + ".");
                String sentence = "There is no field \"" + at(name) + "\"; " + hint;
                note(new FieldProblem(
                        FieldProblem.UNKNOWN, at(name), node.get(name).toString(), expected, sentence));
            }
        });
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
