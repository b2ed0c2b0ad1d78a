package io.chanio.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged application in a process of a test's own, on a free port. Belongs to the thread that started it. */
public final class PackagedApplication implements AutoCloseable {

    private static final Path APPLICATION = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Pattern READY = Pattern.compile("chanio ready: (http://[^,]+),");

    private final Process process;
    private final BufferedReader output;
    private final List<String> said = new ArrayList<>();
    private final String url;

    private PackagedApplication(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader();
        this.url = awaitLine(READY).group(1);
    }

    /** Returns when it is ready. */
    public static PackagedApplication start(String... options) throws IOException {
        return startBy(List.of(), options);
    }

    /** As {@link #start}, by a command that takes the one to run as its last arguments and becomes it. */
    static PackagedApplication startBy(List<String> launcher, String... options) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-Dquarkus.http.port=0", "-jar", APPLICATION.toString()));
        return new PackagedApplication(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    public Process process() {
        return process;
    }

    public String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }

    /** All lines up to the last that was awaited. */
    List<String> said() {
        return said;
    }

    /** Reads on to the first line in which {@code wanted} is found. */
    Matcher awaitLine(Pattern wanted) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            Matcher found = wanted.matcher(line);
            if (found.find()) {
                return found;
            }
        }
        throw new AssertionError("chanio ended without a line like " + wanted + " but said " + said);
    }
}
