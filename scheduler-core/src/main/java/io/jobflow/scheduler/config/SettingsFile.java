package io.jobflow.scheduler.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file as flat settings. Names may be nested, dotted or both; a list of texts becomes one text with commas; an
 * empty value counts as absent. Scalars keep the text that stands in the file, so that {@code 0123} stays four digits.
 */
final class SettingsFile {

    private final Path file;
    private final List<SettingProblem> problems;
    private final Map<String, SettingValue> values = new LinkedHashMap<>();

    private SettingsFile(Path file, List<SettingProblem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Reads a file; what is wrong with it is added to the problems. */
    static Map<String, SettingValue> read(Path file, List<SettingProblem> problems) {
        return new SettingsFile(file, problems).read();
    }

    private Map<String, SettingValue> read() {
        YAMLFactory factory = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser yaml = factory.createParser(Files.readString(file))) {
            JsonToken first = yaml.nextToken();
            if (first == JsonToken.START_OBJECT) {
                readObject(yaml, "");
            } else if (first != null && first != JsonToken.VALUE_NULL) {
                refuse("is not a YAML mapping (expected lines such as jobflow.server.port: 7070).");
            }
        } catch (JsonProcessingException e) {
            refuse("is not YAML" + line(e) + ": " + firstLine(e.getOriginalMessage()) + ".");
        } catch (NoSuchFileException e) {
            refuse("does not exist; give --config the path of a YAML file.");
        } catch (IOException e) {
            refuse("cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                    + "); give --config the path of a YAML file in UTF-8.");
        }
        return values;
    }

    private void readObject(JsonParser yaml, String prefix) throws IOException {
        while (yaml.nextToken() != JsonToken.END_OBJECT) {
            String name = prefix + yaml.currentName();
            JsonToken value = yaml.nextToken();
            if (value == JsonToken.START_OBJECT) {
                readObject(yaml, name + ".");
            } else if (value == JsonToken.START_ARRAY) {
                put(name, readList(yaml, name), yaml);
            } else if (value != JsonToken.VALUE_NULL) {
                put(name, yaml.getText(), yaml);
            }
        }
    }

    private @Nullable String readList(JsonParser yaml, String name) throws IOException {
        StringBuilder text = new StringBuilder();
        boolean flat = true;
        while (yaml.nextToken() != JsonToken.END_ARRAY) {
            if (yaml.currentToken().isStructStart()) {
                yaml.skipChildren();
                flat = false;
            } else {
                text.append(text.isEmpty() ? "" : ",").append(yaml.getText());
            }
        }
        if (!flat) {
            problems.add(new SettingProblem(
                    name, "Setting " + name + " in " + at(yaml) + " is a nested list (expected a list of texts)."));
            return null;
        }
        return text.toString();
    }

    private void put(String name, @Nullable String text, JsonParser yaml) {
        if (text == null || text.isBlank()) {
            return;
        }
        SettingValue earlier = values.put(name, new SettingValue(text.strip(), at(yaml)));
        if (earlier != null) {
            problems.add(new SettingProblem(
                    name,
                    "Setting " + name + " stands twice, in " + earlier.origin() + " and in " + at(yaml)
                            + "; remove one."));
        }
    }

    private String at(JsonParser yaml) {
        return "file " + file + " line " + yaml.currentTokenLocation().getLineNr();
    }

    private void refuse(String what) {
        problems.add(new SettingProblem(file.toString(), "Settings file " + file + " " + what));
    }

    private static String line(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }
}
