package io.chanio.api;

import static io.chanio.api.Programs.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Volumes that another program made, read through HTTP: labels, tables of contents, and every record of every track. */
@QuarkusIntegrationTest
@QuarkusTestResource(SimulatedMachine.class)
class VolumesIT {

    @ParameterizedTest
    @CsvSource({SimulatedMachine.QUAL01 + ",QUAL01", SimulatedMachine.QUAL02 + ",QUAL02"})
    void namesTheVolume(String disk, String volumeSerial) {
        JsonPath job = operation(disk, "eckd-volume-label", "{}");

        assertThat(job.getString("result.volumeSerial")).isEqualTo(volumeSerial);
    }

    @ParameterizedTest
    @CsvSource({
        SimulatedMachine.QUAL01 + ",qual01.3390.ckd.dasdls.txt",
        SimulatedMachine.QUAL02 + ",qual02.3380.ckd.dasdls.txt"
    })
    void listsTheDatasetsThatDasdlsLists(String disk, String listing) throws IOException {
        List<String> names = new String(Volumes.resource(listing).readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .skip(1)
                .map(String::strip)
                .toList();

        JsonPath job = operation(disk, "eckd-vtoc", "{}");

        assertThat(names).isNotEmpty();
        assertThat(job.<String>getList("result.datasets.name")).isEqualTo(names);
    }

    @ParameterizedTest
    @CsvSource({SimulatedMachine.QUAL01 + ",qual01.3390.ckd", SimulatedMachine.QUAL02 + ",qual02.3380.ckd"})
    void readsEveryRecordOfEveryTrackAsTheImageHasIt(String disk, String volume, @TempDir Path folder)
            throws IOException {
        Image image = Image.read(Volumes.unpack(volume, folder));

        assertThat(image.tracks()).isPositive();
        for (int track = 0; track < image.tracks(); track++) {
            int cylinder = track / image.heads();
            int head = track % image.heads();
            JsonPath job =
                    operation(disk, "eckd-read-track", "{\"cylinder\":%d,\"head\":%d}".formatted(cylinder, head));

            assertThat(recordsIn(job))
                    .as("cylinder %d, head %d", cylinder, head)
                    .isEqualTo(image.records(track));
        }
    }

    private static JsonPath operation(String disk, String name, String body) {
        return json(body)
                .header("Prefer", "wait=30")
                .post("/api/v1/subchannels/" + disk + "/operations/" + name)
                .then()
                .statusCode(200)
                .body("state", equalTo("SUCCEEDED"))
                .extract()
                .jsonPath();
    }

    private static List<TrackRecord> recordsIn(JsonPath job) {
        return job.<Map<String, Object>>getList("result.records").stream()
                .map(record -> new TrackRecord(
                        number(record, "cylinder"),
                        number(record, "head"),
                        number(record, "record"),
                        (String) record.getOrDefault("key", ""),
                        (String) record.getOrDefault("data", "")))
                .toList();
    }

    private static int number(Map<String, Object> record, String member) {
        return record.get(member) instanceof Integer number ? number : -1;
    }

    /** A record; key and data in base64, empty where there is none. */
    private record TrackRecord(int cylinder, int head, int record, String key, String data) {}

    /** An image as its format is described, read without any code of the product. */
    private record Image(ByteBuffer bytes, int heads, int trackLength) {

        private static final int HEADER = 512;
        private static final int HEADS_OFFSET = 8;
        private static final int TRACK_LENGTH_OFFSET = 12;
        private static final int HOME_ADDRESS = 5;
        private static final int COUNT = 8;

        static Image read(Path file) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int heads = bytes.getInt(HEADS_OFFSET);
            int trackLength = bytes.getInt(TRACK_LENGTH_OFFSET);
            return new Image(bytes.order(ByteOrder.BIG_ENDIAN), heads, trackLength);
        }

        int tracks() {
            return (bytes.capacity() - HEADER) / trackLength;
        }

        List<TrackRecord> records(int track) {
            List<TrackRecord> records = new ArrayList<>();
            int at = HEADER + track * trackLength + HOME_ADDRESS;
            while (bytes.getLong(at) != -1) {
                int keyLength = Byte.toUnsignedInt(bytes.get(at + 5));
                int dataLength = Short.toUnsignedInt(bytes.getShort(at + 6));
                records.add(new TrackRecord(
                        Short.toUnsignedInt(bytes.getShort(at)),
                        Short.toUnsignedInt(bytes.getShort(at + 2)),
                        Byte.toUnsignedInt(bytes.get(at + 4)),
                        base64(at + COUNT, keyLength),
                        base64(at + COUNT + keyLength, dataLength)));
                at += COUNT + keyLength + dataLength;
            }
            return records;
        }

        private String base64(int offset, int length) {
            byte[] part = new byte[length];
            bytes.get(offset, part);
            return Base64.getEncoder().encodeToString(part);
        }
    }
}
