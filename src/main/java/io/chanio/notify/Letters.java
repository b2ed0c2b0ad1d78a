package io.chanio.notify;

import io.chanio.control.Event;
import io.chanio.control.Told;
import io.cloudevents.core.v1.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Writes events as CloudEvents in the structured JSON mode. Threads: any.
 *
 * @see "CloudEvents 1.0.2, and its JSON Event Format"
 */
public final class Letters {

    static final String MEDIA_TYPE = JsonFormat.CONTENT_TYPE + "; charset=utf-8";

    private static final String TYPES = "io.chanio.";
    private static final String GAP = "gap";
    private static final String JSON = "application/json";

    private final URI source;
    private final EventForm form;
    private final String sourceDigest;
    private final JsonFormat format = new JsonFormat();

    /** @param source this chanio, unlike every other one whose events a receiver may get */
    public Letters(URI source, EventForm form) {
        this.source = source;
        this.form = form;
        // Two chanios that start in the same millisecond have the same event ids.
        this.sourceDigest = Integer.toUnsignedString(source.toString().hashCode(), Character.MAX_RADIX);
    }

    /** @param id of the event */
    Letter of(Told told, String id) {
        Event event = told.event();
        String subject = event.ofJob().map(job -> "jobs/" + job).orElseGet(() -> "subchannels/" + event.subchannel());
        return letter(id, builder(id, event.name(), told.at()).withSubject(subject), form.json(told));
    }

    /**
     * Says that events are missing.
     *
     * @param id of the last event that is missing
     */
    Letter ofGap(String id, String reason, Instant now) {
        String own = id + "-" + GAP;
        return letter(own, builder(own, GAP, now), "{\"reason\":\"%s\"}".formatted(reason));
    }

    private CloudEventBuilder builder(String id, String name, Instant at) {
        return new CloudEventBuilder()
                .withId(id)
                .withSource(source)
                .withType(TYPES + name)
                .withTime(at.atOffset(ZoneOffset.UTC));
    }

    private Letter letter(String id, CloudEventBuilder event, String data) {
        byte[] body = format.serialize(
                event.withData(JSON, data.getBytes(StandardCharsets.UTF_8)).build());
        return new Letter(id + "-" + sourceDigest, new String(body, StandardCharsets.UTF_8));
    }
}
