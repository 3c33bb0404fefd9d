package io.jobflow.bridge.outgoing;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the URLs of JDBC drivers. What is not understood is left out. Confined to one thread. */
final class JdbcUrl {

    private static final String PREFIX = "jdbc:";
    private static final Map<String, String> SYSTEMS = new HashMap<>();

    static {
        SYSTEMS.put("postgresql", "postgresql");
        SYSTEMS.put("pgsql", "postgresql");
        SYSTEMS.put("mysql", "mysql");
        SYSTEMS.put("mariadb", "mariadb");
        SYSTEMS.put("h2", "h2database");
        SYSTEMS.put("hsqldb", "hsqldb");
        SYSTEMS.put("sqlite", "sqlite");
        SYSTEMS.put("oracle", "oracle.db");
        SYSTEMS.put("sqlserver", "microsoft.sql_server");
        SYSTEMS.put("derby", "derby");
        SYSTEMS.put("db2", "ibm.db2");
    }

    private final String rest;
    private String name = "";
    private String server = "";

    private JdbcUrl(String rest) {
        this.rest = rest;
    }

    static Database parse(String url) {
        int colon = url.startsWith(PREFIX) ? url.indexOf(':', PREFIX.length()) : -1;
        if (colon < 0) {
            return new Database("other_sql", null, null, -1);
        }
        String driver = url.substring(PREFIX.length(), colon).toLowerCase(Locale.ROOT);
        String system = SYSTEMS.get(driver);
        return new JdbcUrl(url.substring(colon + 1)).read(system == null ? "other_sql" : system);
    }

    private Database read(String system) {
        if (system.equals("oracle.db")) {
            oracle();
        } else {
            int slashes = rest.indexOf("//");
            if (slashes >= 0 && slashes < firstOf(rest, "?;")) {
                ofServer(rest.substring(slashes + 2));
            } else {
                name = lastPart(rest.substring(0, firstOf(rest, "?;")));
            }
        }
        if (name.indexOf('=') >= 0) {
            // Parameters, as Teradata has them there.
            name = "";
        }
        String database = property("databasename=");
        return new Database(
                system, emptyToNull(database.isEmpty() ? name : database), emptyToNull(hostIn(server)), portIn(server));
    }

    /** {@code host:port/name?…} or {@code host;name=value;…}, with several hosts parted by commas. */
    private void ofServer(String text) {
        int slash = firstOf(text, "/;?");
        String servers = text.substring(0, slash);
        String path = text.substring(slash);
        name = path.startsWith("/") ? lastPart(path.substring(1, 1 + firstOf(path.substring(1), "?;:"))) : "";
        String afterUser = servers.substring(servers.lastIndexOf('@') + 1);
        server = afterUser.indexOf(',') >= 0 || afterUser.indexOf('(') >= 0 ? "" : afterUser;
    }

    /** {@code thin:user/password@//host:port/service}, {@code thin:@tcps://host:port/service} or {@code thin:@host:port:name}. */
    private void oracle() {
        String withoutParameters = rest.substring(0, firstOf(rest, "?"));
        String address = withoutParameters.substring(withoutParameters.lastIndexOf('@') + 1);
        if (withoutParameters.indexOf('@') < 0 || address.indexOf('(') >= 0) {
            return;
        }
        int slashes = address.indexOf("//");
        String plain = slashes < 0 ? address : address.substring(slashes + 2);
        int slash = plain.indexOf('/');
        int second = plain.indexOf(':', plain.indexOf(':') + 1);
        int end = slash >= 0 ? slash : second > plain.indexOf(':') ? second : plain.length();
        server = plain.substring(0, end);
        name = end < plain.length()
                ? lastPart(plain.substring(end + 1, end + 1 + firstOf(plain.substring(end + 1), "?:")))
                : "";
    }

    private String property(String key) {
        int at = rest.toLowerCase(Locale.ROOT).indexOf(";" + key);
        if (at < 0) {
            return "";
        }
        String value = rest.substring(at + 1 + key.length());
        return value.substring(0, firstOf(value, ";"));
    }

    private static int firstOf(String text, String marks) {
        int at = 0;
        while (at < text.length() && marks.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** A file's name without its folders, and no prefix such as {@code mem:}. */
    private static String lastPart(String path) {
        int at = path.length();
        while (at > 0 && "/\\:".indexOf(path.charAt(at - 1)) < 0) {
            at--;
        }
        return path.substring(at);
    }

    private static String hostIn(String server) {
        int end = portAt(server);
        String host = end < 0 ? server : server.substring(0, end);
        return host.substring(0, firstOf(host, "\\"));
    }

    private static int portIn(String server) {
        int at = portAt(server);
        try {
            return at < 0 ? -1 : Integer.parseInt(server.substring(at + 1));
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    private static int portAt(String server) {
        int colon = server.lastIndexOf(':');
        return colon > server.lastIndexOf(']') ? colon : -1;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
