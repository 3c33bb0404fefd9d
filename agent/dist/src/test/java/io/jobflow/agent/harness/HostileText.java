package io.jobflow.agent.harness;

import java.util.List;
import java.util.Random;

/** Header values and bodies as an attacker, or a bug, would send them; the same again for the same seed. */
public final class HostileText {

    private static final List<String> SEEDS = List.of(
            "",
            "0",
            "-1",
            "1e9",
            "NaN",
            "99999999999999999999999999",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-0000000000000000-00",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "0AF7651916CD43DD8448EB211C80319C",
            "2026-02-30T25:61:61Z",
            "2026-01-01T00:00:00.999999999Z",
            "a=1,b=2;c=3",
            "key=%00%0d%0aSet-Cookie:%20x",
            "=,=,;;==",
            "${jndi:ldap://127.0.0.1/a}",
            "%s%n%x",
            "../../etc/passwd",
            "\u00ff\u00fe\u0000",
            "<script>",
            "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7");
    private static final List<String> BODIES = List.of(
            "{\"status\":\"FAILED\",\"message\":\"",
            "{\"status\":",
            "{\"status\":\"SKIPPED\"}",
            "[[[[[[[[",
            "{\"a\":{\"b\":{\"c\":[{\"status\":\"FAILED\"",
            "\"\\u00",
            "{\"\\uD800\":1,\"status\":\"\\uDC00\"}",
            "{\"status\":\"FAILED\",\"message\":\"a\\nb\\u0000\\u001b[31m\"}",
            "nullnullnull");
    private static final int LONGEST = 12_000;

    private final Random random;

    public HostileText(Random random) {
        this.random = random;
    }

    /** From 0 to less than the limit. */
    public int upTo(int limit) {
        return random.nextInt(limit);
    }

    /** Without line ends, which no server lets through. */
    public String next() {
        StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int changes = random.nextInt(6); changes > 0; changes--) {
            change(text);
        }
        return text.toString().replace('\r', ' ').replace('\n', ' ');
    }

    /** Anything at all. */
    public String body() {
        StringBuilder text = new StringBuilder(BODIES.get(random.nextInt(BODIES.size())));
        for (int changes = random.nextInt(6); changes > 0; changes--) {
            change(text);
        }
        return text.toString();
    }

    private void change(StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(5)) {
            case 0 -> text.insert(at, (char) random.nextInt(256));
            case 1 -> text.insert(at, SEEDS.get(random.nextInt(SEEDS.size())));
            case 2 -> text.setLength(at);
            case 3 -> text.insert(at, (char) random.nextInt(Character.MAX_VALUE));
            default -> {
                if (random.nextInt(20) == 0) {
                    text.append("x".repeat(random.nextInt(LONGEST)));
                }
            }
        }
    }
}
