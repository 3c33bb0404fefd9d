package io.jobflow.databases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MySQL, durable by its own defaults, unpacked from the artifact of a test library that is made for another purpose. */
final class MysqlServer {

    private static final String ARCHIVE = "/mysql-Linux-amd64.tar.gz";

    private MysqlServer() {}

    static RunningServer start() {
        try {
            Path directory = Files.createTempDirectory("jobflow-mysql");
            Path base = Archives.unpack(ARCHIVE, directory.resolve("base"));
            MysqlBinary.looseFromLibaio(base.resolve("bin/mysqld"));
            List<String> command = List.of(
                    base.resolve("bin/mysqld").toString(),
                    "--no-defaults",
                    "--user=root",
                    "--basedir=" + base,
                    "--datadir=" + directory.resolve("data"),
                    "--innodb-use-native-aio=0",
                    "--innodb-log-file-size=16M",
                    "--innodb-buffer-pool-size=64M",
                    "--performance-schema=OFF",
                    "--mysqlx=OFF",
                    "--skip-log-bin");
            List<String> initialize = new ArrayList<>(command);
            initialize.add("--initialize-insecure");
            ServerProcess server = new ServerProcess(directory, command);
            server.run(initialize);
            return server.start("jdbc:mysql:", "?sslMode=DISABLED&allowPublicKeyRetrieval=true");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
