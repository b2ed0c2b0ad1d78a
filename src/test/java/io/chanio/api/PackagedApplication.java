package io.chanio.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged application in a process of a test's own, on a free port. Belongs to the thread that started it. */
final class PackagedApplication implements AutoCloseable {

    private static final Path APPLICATION = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Pattern READY = Pattern.compile("chanio ready: (http://[^,]+),");

    private final Process process;
    private final BufferedReader output;
    private final String url;

    private PackagedApplication(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader();
        this.url = readyUrl(output);
    }

    /** Returns when it is ready. */
    static PackagedApplication start(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-Dquarkus.http.port=0", "-jar", APPLICATION.toString()));
        return new PackagedApplication(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    Process process() {
        return process;
    }

    String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }

    private static String readyUrl(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return ready.group(1);
            }
        }
        throw new AssertionError("chanio ended before it was ready");
    }
}
