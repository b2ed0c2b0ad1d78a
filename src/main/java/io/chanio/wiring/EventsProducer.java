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
    EventForm eventForm(Subchannels subchannels, DurableLedger ledger, ObjectMapper mapper) {
        EventDocuments documents = new EventDocuments(subchannels, ledger.node());
        return told -> {
            try {
                return mapper.writeValueAsString(documents.of(told));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Produces
    @Singleton
    EventStreams eventStreams(Events events, EventForm form, Vertx vertx) {
        Context waking = vertx.getOrCreateContext();
        return new EventStreams(events, form, task -> waking.runOnContext(ignored -> task.run()));
    }
}
