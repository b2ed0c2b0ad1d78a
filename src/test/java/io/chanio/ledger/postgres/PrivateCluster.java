package io.chanio.ledger.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server of the tests' own, in a folder of its own, reached through the loopback address alone. */
public final class PrivateCluster {

    public static final String USER = "chanio";
    private static final int TOOL_SECONDS = 60;
    private static final int READ_SECONDS = 20;
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    /** PostgreSQL refuses to run as root. */
    private static final String OTHER_USER = "postgres";

    private final Path tools;
    private final Path folder;
    private final int port;

    private PrivateCluster(Path tools, Path folder, int port) {
        this.tools = tools;
        this.folder = folder;
        this.port = port;
    }

    /** Empty where PostgreSQL is not installed. */
    public static Optional<PrivateCluster> start() throws IOException, InterruptedException {
        Optional<Path> tools = tools();
        if (tools.isEmpty()) {
            System.out.println("NOT CHECKED: the record of jobs in PostgreSQL; install 'postgresql'");
            return Optional.empty();
        }
        Path folder = Path.of(run("mktemp", "-d", System.getProperty("java.io.tmpdir") + "/chanio-postgres-XXXXXX")
                .strip());
        PrivateCluster cluster = new PrivateCluster(tools.get(), folder, freePort());
        run(cluster.tool("initdb"), "-D", cluster.data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale");
        cluster.up();
        return Optional.of(cluster);
    }

    private static Optional<Path> tools() throws IOException {
        List<Path> places = new ArrayList<>();
        for (String place : System.getenv("PATH").split(":", -1)) {
            places.add(Path.of(place));
        }
        if (Files.isDirectory(INSTALLED)) {
            try (Stream<Path> versions = Files.list(INSTALLED)) {
                versions.sorted(Comparator.reverseOrder())
                        .map(version -> version.resolve("bin"))
                        .forEach(places::add);
            }
        }
        return places.stream()
                .filter(place -> Files.isExecutable(place.resolve("initdb")))
                .filter(place -> Files.isExecutable(place.resolve("pg_ctl")))
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String tool(String name) {
        return tools.resolve(name).toString();
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    public void up() throws IOException, InterruptedException {
        String options = "-p %d -k %s -c listen_addresses=127.0.0.1".formatted(port, folder);
        run(tool("pg_ctl"), "-D", data(), "-w", "-l", folder.resolve("log").toString(), "-o", options, "start");
    }

    /** As after a crash of the server: nobody is let finish. */
    public void down() throws IOException, InterruptedException {
        run(tool("pg_ctl"), "-D", data(), "-w", "-m", "immediate", "stop");
    }

    /** A database that is empty. */
    PGSimpleDataSource database(String name) throws SQLException {
        try (Connection connection = source("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return source(name);
    }

    /** Of the database that every server has. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    private PGSimpleDataSource source(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(name);
        source.setUser(USER);
        source.setSocketTimeout(READ_SECONDS);
        return source;
    }

    public void remove() throws IOException, InterruptedException {
        down();
        run("rm", "-rf", folder.toString());
    }

    private static String run(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            words.addAll(List.of("runuser", "-u", OTHER_USER, "--"));
        }
        words.addAll(List.of(command));
        Path log = Files.createTempFile("chanio-postgres", ".log");
        try {
            Process process = new ProcessBuilder(words)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(TOOL_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(log);
            if (!ended || process.exitValue() != 0) {
                throw new IOException("%s: %s".formatted(words, said));
            }
            return said;
        } finally {
            Files.delete(log);
        }
    }
}
