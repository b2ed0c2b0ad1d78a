package io.chanio.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chanio.api.EventDocuments;
import io.chanio.control.Events;
import io.chanio.control.Subchannels;
import io.chanio.ledger.DurableLedger;
import io.chanio.notify.EventForm;
import io.chanio.notify.EventStreams;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/** Makes beans of the events and of those who follow them. */
final class EventsProducer {

    @Produces
    @Singleton
    Events events(InstantSource clock) {
        return new Events(clock);
    }

    @Produces
    @Singleton
    EventStreams eventStreams(
            Events events, Subchannels subchannels, DurableLedger ledger, ObjectMapper mapper, Vertx vertx) {
        EventDocuments documents = new EventDocuments(subchannels, ledger.node());
        EventForm form = told -> {
            try {
                return mapper.writeValueAsString(documents.of(told));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        };
        Context waking = vertx.getOrCreateContext();
        return new EventStreams(events, form, task -> waking.runOnContext(ignored -> task.run()));
    }
}
