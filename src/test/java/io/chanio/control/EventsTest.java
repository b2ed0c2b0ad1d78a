package io.chanio.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.control.EventCursor.Found;
import io.chanio.control.Events.Loss;
import io.chanio.control.Events.Opening;
import io.chanio.css.Crw;
import io.chanio.css.SubchannelId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the last events a reader finds. */
class EventsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final int KEPT = 4;
    private static final SubchannelId FIRST = new SubchannelId(0, 1);
    private static final SubchannelId SECOND = new SubchannelId(0, 2);

    private final Events events = new Events(() -> NOW, KEPT);

    @Test
    void beginsWithWhatIsToldFromNowOn() {
        tell(FIRST, 1);
        EventCursor cursor = whole(Optional.empty());
        assertThat(cursor.next()).isEqualTo(new Found.Nothing());

        tell(FIRST, 2);
        tell(SECOND, 3);

        assertThat(words(cursor)).containsExactly(2, 3);
        assertThat(cursor.next()).isEqualTo(new Found.Nothing());
    }

    @Test
    void goesOnBehindTheEventThatTheReaderHadLast() {
        EventCursor before = whole(Optional.empty());
        tell(FIRST, 1);
        tell(FIRST, 2);
        tell(FIRST, 3);
        before.next();

        EventCursor after = whole(Optional.of(before.id()));

        assertThat(words(after)).containsExactly(2, 3);
        assertThat(words(whole(Optional.of(after.id())))).isEmpty();
    }

    @Test
    void goesOnBehindTheOldestThatStillTellsAllThatFollowed() {
        String beforeAll = whole(Optional.empty()).id();
        for (int word = 1; word <= KEPT; word++) {
            tell(FIRST, word);
        }
        assertThat(words(whole(Optional.of(beforeAll)))).containsExactly(1, 2, 3, 4);

        tell(FIRST, 5);

        Opening.Gap gap = gap(beforeAll);
        assertThat(gap.loss()).isEqualTo(Loss.TOO_OLD);
        assertThat(words(gap.cursor())).containsExactly(2, 3, 4, 5);
    }

    @Test
    void tellsAReaderOfAnEarlierLifeWhatThereIs() {
        Events earlier = new Events(() -> NOW.minusMillis(1), KEPT);
        tell(FIRST, 1);

        Opening.Gap gap = gap(earlier.idOf(1));

        assertThat(gap.loss()).isEqualTo(Loss.UNKNOWN_ID);
        assertThat(words(gap.cursor())).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "-",
                "LIFE-",
                "LIFE-x",
                "LIFE--1",
                "LIFE-+1",
                "LIFE-01",
                "LIFE-2",
                "LIFE-99999999999999999999"
            })
    void knowsNoIdThatItNeverGave(String id) {
        tell(FIRST, 1);
        String life = events.idOf(1).substring(0, events.idOf(1).indexOf('-'));

        assertThat(gap(id.replace("LIFE", life)).loss()).isEqualTo(Loss.UNKNOWN_ID);
    }

    @Test
    void aReaderThatIsOvertakenIsTold() {
        EventCursor cursor = whole(Optional.empty());
        for (int word = 0; word <= KEPT; word++) {
            tell(FIRST, word);
        }

        assertThat(cursor.next()).isEqualTo(new Found.Overtaken());
        assertThat(gap(cursor.id()).loss()).isEqualTo(Loss.TOO_OLD);
    }

    @Test
    void restrictsToASubchannelAndItsPlaceMovesOnAllTheSame() {
        EventFilter second = EventFilter.parse(Optional.of(SECOND), Optional.empty());
        EventCursor cursor = events.open(second, Optional.empty()).cursor();
        tell(FIRST, 1);
        tell(SECOND, 2);
        tell(FIRST, 3);

        assertThat(words(cursor)).containsExactly(2);
        assertThat(cursor.id()).isEqualTo(events.idOf(3));
    }

    @Test
    void restrictsToAJobThatOtherEventsHaveNot() {
        EventFilter job = EventFilter.parse(Optional.empty(), Optional.of("01890a5d-ac96-774b-bcce-b302099a8057"));
        EventCursor cursor = events.open(job, Optional.empty()).cursor();

        tell(FIRST, 1);

        assertThat(cursor.next()).isEqualTo(new Found.Nothing());
        assertThatThrownBy(() -> EventFilter.parse(Optional.empty(), Optional.of("nonsense")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ringsWhenSomethingCanBeRead() {
        EventCursor cursor = whole(Optional.empty());
        List<Integer> heard = new ArrayList<>();
        events.onTold(() -> heard.addAll(words(cursor)));

        tell(FIRST, 1);
        tell(FIRST, 2);

        assertThat(heard).containsExactly(1, 2);
    }

    private void tell(SubchannelId subchannel, int word) {
        events.tell(new Event.ChannelReport(subchannel, new Crw(word)));
    }

    private EventCursor whole(Optional<String> lastId) {
        Opening opening = events.open(EventFilter.ALL, lastId);
        assertThat(opening).isInstanceOf(Opening.Whole.class);
        return opening.cursor();
    }

    private Opening.Gap gap(String lastId) {
        return (Opening.Gap) events.open(EventFilter.ALL, Optional.of(lastId));
    }

    private static List<Integer> words(EventCursor cursor) {
        List<Integer> words = new ArrayList<>();
        while (cursor.next() instanceof Found.News(Told told)) {
            words.add(((Event.ChannelReport) told.event()).report().word());
        }
        return words;
    }
}
