package io.chanio.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.control.Event;
import io.chanio.control.EventFilter;
import io.chanio.control.Events;
import io.chanio.css.Crw;
import io.chanio.css.SubchannelId;
import io.chanio.notify.EventStreams.Admission;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Who may follow events, what is written to whom, and who is cut off. Steps the event loop by hand. */
class EventStreamsTest {

    private static final SubchannelId SUBCHANNEL = new SubchannelId(0, 1);

    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final Events events = new Events(() -> Instant.parse("2026-11-22T10:00:00Z"));
    private final EventStreams streams = new EventStreams(
            events,
            told -> "%d".formatted(((Event.ChannelReport) told.event()).report().word()),
            loop::add);
    private final Wire wire = new Wire();

    /** A client's connection that takes as much as the test says. */
    private static final class Wire implements Connection {

        private final List<String> written = new ArrayList<>();
        private int room = Integer.MAX_VALUE;
        private boolean ended;
        private boolean cut;

        @Override
        public void write(String text) {
            written.add(text);
            room--;
        }

        @Override
        public boolean full() {
            return room <= 0;
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void cut() {
            cut = true;
        }
    }

    @Test
    void writesEachEventWithItsIdNameAndData() {
        admit(wire);
        assertThat(wire.written).containsExactly("retry: 1000\n\n");

        tell(1);

        assertThat(wire.written.getLast())
                .isEqualTo("id: %s\nevent: channel-report\ndata: 1\n\n".formatted(events.idOf(1)));
    }

    @Test
    void doesNothingOnTheThreadThatTellsButToQueueOneTask() {
        admit(wire);
        admit(new Wire());

        for (int word = 0; word < 5; word++) {
            events.tell(new Event.ChannelReport(SUBCHANNEL, new Crw(word)));
        }

        assertThat(loop).hasSize(1);
        assertThat(wire.written).hasSize(1);
        run();
        assertThat(wire.written).hasSize(6);
    }

    @Test
    void stopsWhereTheConnectionIsFullAndGoesOnWhenThereIsRoom() {
        EventStreams.Seat seat = admit(wire);
        wire.room = 1;
        tell(1);
        tell(2);
        assertThat(wire.written).hasSize(2);

        wire.room = 5;
        seat.reader().wake();
        run();

        assertThat(wire.written).hasSize(3);
        assertThat(wire.written.getLast()).contains("data: 2\n");
    }

    @Test
    void letsOthersHaveTheirTurnInALongRun() {
        admit(wire);
        for (int word = 0; word < Reader.AT_ONCE_MAX + 1; word++) {
            events.tell(new Event.ChannelReport(SUBCHANNEL, new Crw(word)));
        }

        loop.remove().run();
        loop.remove().run();
        assertThat(wire.written).hasSize(1 + Reader.AT_ONCE_MAX);

        run();
        assertThat(wire.written).hasSize(2 + Reader.AT_ONCE_MAX);
    }

    @Test
    void cutsOffWhoIsOvertaken() {
        EventStreams.Seat seat = admit(wire);
        wire.room = 0;
        for (int word = 0; word <= Events.KEPT; word++) {
            events.tell(new Event.ChannelReport(SUBCHANNEL, new Crw(word)));
        }
        run();
        assertThat(wire.cut).isFalse();

        wire.room = 10;
        seat.reader().wake();
        run();

        assertThat(wire.cut).isTrue();
        assertThat(wire.written).hasSize(1);
    }

    @Test
    void cutsOffWhoTakesNothingForAWholeInterval() {
        admit(wire);
        wire.room = 0;

        keepAlive();
        assertThat(wire.cut).isFalse();
        keepAlive();

        assertThat(wire.cut).isTrue();
        tell(1);
        assertThat(wire.written).hasSize(1);
    }

    @Test
    void keepsAnIdleConnectionOpenAndSaysWhereItStands() {
        streams.admit(
                EventFilter.parse(Optional.of(new SubchannelId(0, 9)), Optional.empty()),
                Optional.empty(),
                wire,
                loop::add);
        tell(1);

        keepAlive();

        assertThat(wire.written.getLast()).startsWith(": ").endsWith("\nid: %s\n\n".formatted(events.idOf(1)));
    }

    @Test
    void saysFirstThatThereIsAGap() {
        tell(1);

        streams.admit(EventFilter.ALL, Optional.of("another-1"), wire, loop::add);
        run();

        assertThat(wire.written)
                .hasSize(3)
                .element(1)
                .isEqualTo("id: %s\nevent: gap\ndata: {\"reason\":\"UNKNOWN_ID\"}\n\n".formatted(events.idOf(0)));
        assertThat(wire.written.getLast()).contains("data: 1\n");
    }

    @Test
    void admitsNoMoreThanThereAreSeatsForAndFreesEachOnce() {
        EventStreams.Seat first = admit(wire);
        for (int seat = 1; seat < EventStreams.READERS_MAX; seat++) {
            admit(new Wire());
        }
        assertThat(offer(new Wire())).isEqualTo(new Admission.Full());

        first.leave();
        first.leave();

        assertThat(streams.size()).isEqualTo(EventStreams.READERS_MAX - 1);
        assertThat(offer(new Wire())).isInstanceOf(Admission.Admitted.class);
        assertThat(offer(new Wire())).isEqualTo(new Admission.Full());
        tell(1);
        assertThat(wire.written).as("of the client that left").hasSize(1);
    }

    @Test
    void endsBehindWhatWasToldAndAdmitsNobodyThen() {
        admit(wire);
        events.tell(new Event.ChannelReport(SUBCHANNEL, new Crw(1)));

        streams.close();
        run();

        assertThat(wire.written.getLast()).contains("data: 1\n");
        assertThat(wire.ended).isTrue();
        assertThat(offer(new Wire())).isEqualTo(new Admission.Closed());
    }

    private EventStreams.Seat admit(Wire to) {
        Admission.Admitted admitted = (Admission.Admitted) offer(to);
        run();
        return admitted.seat();
    }

    private Admission offer(Wire to) {
        return streams.admit(EventFilter.ALL, Optional.empty(), to, loop::add);
    }

    private void tell(int word) {
        events.tell(new Event.ChannelReport(SUBCHANNEL, new Crw(word)));
        run();
    }

    private void keepAlive() {
        streams.keepAlive();
        run();
    }

    private void run() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }
}
