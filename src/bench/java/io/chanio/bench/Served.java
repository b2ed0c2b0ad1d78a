package io.chanio.bench;

import io.chanio.api.PackagedApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service in a process of its own, and what it used up. Belongs to the thread that started it. */
record Served(String name, String url, Process process, AutoCloseable running) implements AutoCloseable {

    private static final Path BARE = Path.of("src", "bench", "bare-rest");
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+)");
    private static final Pattern FORCED =
            Pattern.compile("^chanio_ledger_fsync_seconds_count(?:\\{\\})? (\\S+)$", Pattern.MULTILINE);

    static Served of(String name, PackagedApplication application) {
        return new Served(name, application.url(), application.process(), application);
    }

    /** quarkus-rest alone, of the version that chanio has; built first. */
    static Served bare() throws IOException, InterruptedException {
        run(
                "./mvnw",
                "-q",
                "-f",
                BARE.toString(),
                "package",
                "-Dquarkus.version=" + System.getProperty("chanio.bench.quarkus"),
                "-Dcompiler-plugin.version=" + System.getProperty("chanio.bench.compiler-plugin"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dquarkus.http.port=0",
                        "-jar",
                        BARE.resolve(Path.of("target", "quarkus-app", "quarkus-run.jar"))
                                .toString())
                .redirectErrorStream(true)
                .start();
        return new Served("bare quarkus-rest", listening(process), process, process::destroyForcibly);
    }

    private static String listening(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher found = LISTENING.matcher(line);
            if (found.find()) {
                return found.group(1);
            }
        }
        throw new IOException("bare quarkus-rest ended before it listened");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code);
        }
    }

    long cpuNanos() {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    /** Of the record of jobs; 0 where there is none. */
    long forcedWrites() throws IOException, InterruptedException {
        HttpRequest metrics =
                HttpRequest.newBuilder(URI.create(url + "/q/metrics")).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Matcher count = FORCED.matcher(
                    http.send(metrics, HttpResponse.BodyHandlers.ofString()).body());
            return count.find() ? (long) Double.parseDouble(count.group(1)) : 0;
        }
    }

    @Override
    public void close() {
        try {
            running.close();
        } catch (Exception e) {
            throw new IllegalStateException(name + " can't be ended", e);
        }
    }
}
