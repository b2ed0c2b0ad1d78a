package io.chanio.port.sim;

import static io.chanio.port.sim.Bench.buffer;
import static io.chanio.port.sim.Bench.ccw;
import static io.chanio.port.sim.Bench.line;
import static io.chanio.port.sim.Bench.orb;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Ccw;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.port.AsyncRegion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnitCheckFaultTest {

    private static final Ccw NOP = ccw(0, 0x03, Ccw.SUPPRESS_LENGTH_INDICATION, 1);

    private final Bench bench = Bench.of(new BareDevice());
    private final Faults faults = bench.faults;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void endsTheFirstCommandInAUnitCheckWithTheGivenSense() {
        Octets sense = Octets.of(0x08, 0x00, 0x01);
        faults.arrange(new Fault.UnitCheck(sense, Fault.SenseDelivery.CONCURRENT));

        Irb irb = bench.run(ccw(0, 0xE4, 0, 7));
        assertThat(line(irb)).isEqualTo("00c24017 0e 40 7 1");
        assertThat(irb.concurrentSense()).contains(sense);
        bench.run(ccw(0, 0x04, Ccw.SUPPRESS_LENGTH_INDICATION, 32));
        assertThat(bench.at(buffer(0), 32)).isEqualTo(Octets.zeros(32));
    }

    @Test
    void owesTheGivenSenseToTheNextSense() {
        Octets sense = Octets.of(0x40, 0x12, 0x34);
        faults.arrange(new Fault.UnitCheck(sense, Fault.SenseDelivery.OWED));

        Irb irb = bench.run(NOP);
        assertThat(irb.scsw().deviceStatus().orElseThrow().unitCheck()).isTrue();
        assertThat(irb.concurrentSense()).isEmpty();
        bench.run(ccw(0, 0x04, Ccw.SUPPRESS_LENGTH_INDICATION, 32));
        assertThat(bench.at(buffer(0), 3)).isEqualTo(sense);
        bench.run(ccw(0, 0x04, Ccw.SUPPRESS_LENGTH_INDICATION, 32));
        assertThat(bench.at(buffer(0), 32)).isEqualTo(Octets.zeros(32));
    }

    @Test
    void forgetsTheGivenSenseWithTheNextCommandThatIsNoSense() {
        faults.arrange(new Fault.UnitCheck(Octets.of(0x40), Fault.SenseDelivery.OWED));
        bench.run(NOP);
        bench.run(ccw(0, 0xE4, Ccw.SUPPRESS_LENGTH_INDICATION, 7));

        bench.run(ccw(0, 0x04, Ccw.SUPPRESS_LENGTH_INDICATION, 32));

        assertThat(bench.at(buffer(0), 32)).isEqualTo(Octets.zeros(32));
    }

    @Test
    void doesNotKeepAUnitCheckForTheProgramAfterOneThatWasCleared() {
        faults.arrange(new Fault.UnitCheck(Octets.of(0x40), Fault.SenseDelivery.CONCURRENT));
        bench.start(orb(), NOP);
        bench.async(AsyncRegion.CLEAR_SUBCHANNEL);
        bench.subsystem.runReady();
        bench.irb();

        assertThat(line(bench.run(NOP))).isEqualTo("00c04007 0c 00 1 1");
    }

    @Test
    void offersConcurrentSenseAgain() {
        faults.withholdConcurrentSense();
        assertThat(bench.run(ccw(0, 0x02, 0, 1)).concurrentSense()).isEmpty();
        assertThat(faults.view().concurrentSense()).isFalse();

        faults.offerConcurrentSense();
        assertThat(bench.run(ccw(0, 0x02, 0, 1)).concurrentSense()).isPresent();
    }
}
