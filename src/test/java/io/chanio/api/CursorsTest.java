package io.chanio.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.api.request.ProblemType;
import io.chanio.api.request.Refusal;
import io.chanio.css.SubchannelId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A cursor leads on from its page, with that page's filters only. */
class CursorsTest {

    private static final SubchannelId LAST = new SubchannelId(0, 0x13);
    private static final List<Optional<?>> FILTERS = List.of(Optional.of("a"), Optional.empty());

    @Test
    void leadsOnFromItsPage() {
        String cursor = Cursors.of(LAST, FILTERS);

        assertThat(Cursors.read(Optional.of(cursor), FILTERS, SubchannelId::parse))
                .contains(LAST);
        assertThat(Cursors.read(Optional.empty(), FILTERS, SubchannelId::parse)).isEmpty();
    }

    @Test
    void isRefusedWithOtherFilters() {
        String cursor = Cursors.of(LAST, FILTERS);

        assertRefused(cursor, List.of(Optional.empty(), Optional.of("a")));
        assertRefused(cursor, List.of(Optional.of("a"), Optional.of("")));
    }

    @Test
    void isRefusedWhenChanioDidNotMakeIt() {
        assertRefused("?", FILTERS);
        assertRefused("bm9uZQ", FILTERS);
        assertRefused(Cursors.of("nothing", FILTERS), FILTERS);
    }

    private static void assertRefused(String cursor, List<Optional<?>> filters) {
        assertThatThrownBy(() -> Cursors.read(Optional.of(cursor), filters, SubchannelId::parse))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem("/").type()).isEqualTo(ProblemType.INVALID_CURSOR.uri()));
    }
}
