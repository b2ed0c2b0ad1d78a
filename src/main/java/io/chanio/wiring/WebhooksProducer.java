package io.chanio.wiring;

import io.chanio.control.Events;
import io.chanio.ledger.DurableLedger;
import io.chanio.notify.EventForm;
import io.chanio.notify.Letters;
import io.chanio.notify.Tally;
import io.chanio.notify.WebhookTerms;
import io.chanio.notify.Webhooks;
import io.chanio.telemetry.Metrics;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Makes a bean of those who are told of events without asking. */
final class WebhooksProducer {

    private static final String SOURCE = "urn:chanio:";

    @Produces
    @Singleton
    Webhooks webhooks(
            ChanioConfig config,
            Vertx vertx,
            Events events,
            EventForm form,
            DurableLedger ledger,
            InstantSource clock,
            Metrics metrics) {
        List<WebhookTerms> all = config.webhookTerms();
        all.forEach(terms -> metrics.registerWebhook(
                terms.name(),
                Arrays.stream(Tally.Result.values()).map(WebhooksProducer::tag).toList()));
        return Webhooks.over(
                vertx,
                all,
                events,
                new Letters(source(ledger), form),
                clock,
                new SecureRandom(),
                (webhook, result) -> metrics.webhookDelivery(webhook, tag(result)));
    }

    private static String tag(Tally.Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    private static URI source(DurableLedger ledger) {
        String name = ledger.node().orElseGet(WebhooksProducer::machine);
        return URI.create(SOURCE + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress().getHostName();
        }
    }
}
