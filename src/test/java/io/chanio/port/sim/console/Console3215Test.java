package io.chanio.port.sim.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.port.sim.DeviceAnswer;
import io.chanio.port.sim.DeviceCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Console3215Test {

    private static final DeviceAnswer ENDED = new DeviceAnswer(0x0C, Octets.EMPTY, 0);
    private static final DeviceAnswer INTERVENTION_REQUIRED = new DeviceAnswer(0x02, Octets.EMPTY, 0);
    /** HELLO */
    private static final Octets HELLO = Octets.ofHex("c8c5d3d3d6");

    private final PatientOperator operator = new PatientOperator();
    private final Console3215 console = new Console3215(operator);

    @Test
    void printsWhatIsWrittenAndReturnsTheCarriageWhenAskedTo() {
        assertThat(execute(0x01, HELLO)).isEqualTo(new DeviceAnswer(0x0C, Octets.EMPTY, 5));
        assertThat(execute(0x09, HELLO)).isEqualTo(new DeviceAnswer(0x0C, Octets.EMPTY, 5));
        assertThat(execute(0x0B)).isEqualTo(ENDED);

        assertThat(operator.seen()).containsExactly("HELLO", "HELLO|", "!");
    }

    @Test
    void readsEachLineThatWasTypedOnce() {
        operator.type("HELLO");
        operator.type("");

        assertThat(execute(0x0A)).isEqualTo(new DeviceAnswer(0x0C, HELLO, 0));
        assertThat(execute(0x0A)).isEqualTo(ENDED);
        assertThat(execute(0x0A)).isEqualTo(INTERVENTION_REQUIRED);
        assertThat(console.takeSense()).isEqualTo(Octets.of(0x40));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x03, 0x09, 0x0A, 0x0B})
    void asksForInterventionWhereNobodyIs(int code) {
        operator.type("HELLO");
        operator.leave();

        assertThat(execute(code, HELLO)).isEqualTo(INTERVENTION_REQUIRED);
        assertThat(execute(0x04).data()).isEqualTo(Octets.of(0x40));
        assertThat(execute(0x04).data()).isEqualTo(Octets.of(0x00));
        assertThat(execute(0xE4).data()).isEqualTo(Octets.ofHex("ff321500321500"));
        assertThat(operator.seen()).isEmpty();
    }

    @Test
    void rejectsEveryCommandThatHasNoRow() {
        for (int code = 0; code <= 0xFF; code++) {
            boolean known =
                    switch (code) {
                        case 0x01, 0x03, 0x04, 0x09, 0x0A, 0x0B, 0xE4 -> true;
                        default -> false;
                    };
            operator.type("HELLO");

            assertThat(execute(code).unitStatus()).isEqualTo(known ? 0x0C : 0x0E);
            assertThat(console.takeSense()).isEqualTo(Octets.of(known ? 0x00 : 0x80));
        }
    }

    @Test
    void keepsLinesOfTheLogFromBeingForged() {
        assertThat(LogReader.legible(HELLO.concat(Octets.of(0x15, 0x25, 0x0D)).concat(HELLO)))
                .isEqualTo("HELLO   HELLO");
    }

    private DeviceAnswer execute(int code) {
        return execute(code, Octets.EMPTY);
    }

    private DeviceAnswer execute(int code, Octets data) {
        console.startChain(PathMask.ofPath(0));
        DeviceCommand.Position alone = new DeviceCommand.Position(true, true, false);
        return console.execute(new DeviceCommand(code, data.length(), data, alone));
    }
}
