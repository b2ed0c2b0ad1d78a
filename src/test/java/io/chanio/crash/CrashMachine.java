package io.chanio.crash;

import io.chanio.api.PackagedApplication;
import io.chanio.port.sim.dasd.DemonstrationVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** One data directory, one set of disks, and one life of chanio after the other over them. */
final class CrashMachine {

    /** Long enough for jobs that wait over several crashes. */
    private static final String TIMEOUT = "-Dchanio.job.timeout=PT30M";

    /** More than any number of rounds accepts: a job that was given up is no job that was lost. */
    private static final String ROOM = "-Dchanio.ledger.max-jobs=1000000";

    private final Path folder;
    private final Path topology;
    private final List<String> disks;

    CrashMachine(Path folder, int disks) throws IOException {
        this.folder = folder;
        this.disks = IntStream.range(0, disks)
                .mapToObj(number -> String.format(Locale.ROOT, "0.0.%04x", 0x100 + number))
                .toList();
        Path volume = folder.resolve("volume.3390.ckd");
        DemonstrationVolume.writeTo(volume, LocalDate.of(2026, 1, 1));
        this.topology = Files.writeString(folder.resolve("topology.json"), topology(volume));
    }

    List<String> disks() {
        return disks;
    }

    PackagedApplication start() throws IOException {
        return PackagedApplication.start(
                "-Dchanio.backend=simulator",
                "-Dchanio.simulator.topology=" + topology,
                "-Dchanio.simulator.journal=" + journal(),
                "-Dchanio.simulator.faults=true",
                "-Dchanio.data=" + folder.resolve("data"),
                TIMEOUT,
                ROOM);
    }

    /** The writes that reached the devices, in their order; all lives together. */
    List<Tag> written() throws IOException {
        List<Tag> written = new ArrayList<>();
        for (String line : Files.readAllLines(journal())) {
            Tag.of(line).ifPresent(written::add);
        }
        return written;
    }

    private Path journal() {
        return folder.resolve("devices.log");
    }

    private String topology(Path volume) {
        List<String> entries = disks.stream()
                .map(disk -> String.format(
                        Locale.ROOT,
                        "{\"id\":\"%s\",\"deviceNumber\":\"%s\",\"device\":\"3390\",\"image\":\"%s\",\"overlay\":\"%s\"}",
                        disk,
                        disk,
                        volume,
                        folder.resolve(disk + ".overlay")))
                .toList();
        return "{\"subchannels\":[" + String.join(",\n", entries) + "]}";
    }
}
