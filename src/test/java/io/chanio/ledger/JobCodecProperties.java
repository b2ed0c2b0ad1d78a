package io.chanio.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.Work;
import io.chanio.operation.OperationCatalogue;
import io.chanio.program.Operand;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What comes out of a document is what went in, for every kind of work, outcome and result. */
class JobCodecProperties {

    private final JobCodec codec = KeptJobs.codec();

    @Property(tries = 500)
    void readsBackWhatItWrote(@ForAll("jobs") Kept kept) {
        Octets document = codec.encode(kept);

        assertThat(document.at(0)).isEqualTo(JobCodec.VERSION);
        assertThat(codec.decodeJob("job/1", document)).isEqualTo(kept);
    }

    @Property(tries = 100)
    void readsNoDocumentThatIsCutOff(@ForAll("jobs") Kept kept, @ForAll int place) {
        Octets document = codec.encode(kept);
        Octets cut = document.first(Math.floorMod(place, document.length()));

        assertThatThrownBy(() -> codec.decodeJob("job/1", cut)).isInstanceOf(DamagedStoreException.class);
    }

    @Property(tries = 100)
    void readsBackKeysAndReservations(@ForAll("keys") IdempotencyKey key, @ForAll("seconds") Instant at) {
        KeptKey kept = new KeptKey(key, KeptJobs.id(1), at);

        assertThat(codec.decodeKey("key/1", codec.item(kept).document())).isEqualTo(kept);
        PathMask paths = PathMask.ofPath(key.key().length() % PathMask.PATHS);
        assertThat(codec.decodePaths(
                        "subchannel/1", codec.item(KeptJobs.SUBCHANNEL, paths).document()))
                .isEqualTo(paths);
    }

    @Example
    void knowsEveryKindOfWorkAndOperand() {
        assertThat(Work.class.getPermittedSubclasses())
                .as("a kind of work needs a name in Documents, and an arbitrary")
                .containsExactlyInAnyOrder(
                        Work.RunProgram.class, Work.RunRecipe.class, Work.RunNamed.class, Work.RunFunction.class);
        assertThat(Operand.class.getPermittedSubclasses())
                .as("an operand needs a name in Documents, and an arbitrary")
                .containsExactlyInAnyOrder(
                        Operand.Data.class, Operand.Count.class, Operand.Target.class, Operand.None.class);
    }

    @Example
    void triesTheResultOfEveryOperation() {
        assertThat(KeptArbitraries.resultTypes()).isEqualTo(new OperationCatalogue().resultTypes());
    }

    @Example
    void refusesAnotherVersionWithTheReason() {
        Octets document = codec.encode(KeptArbitraries.plain());
        byte[] later = document.toArray();
        later[0] = JobCodec.VERSION + 1;

        assertThatThrownBy(() -> codec.decodeJob("job/7", Octets.of(later)))
                .isInstanceOf(DamagedStoreException.class)
                .hasMessageContaining("job/7")
                .hasMessageContaining("version 2")
                .hasMessageContaining("reads 1");
    }

    @Example
    void refusesWhatGoesOnBehindItsEnd() {
        Octets document = codec.encode(KeptArbitraries.plain()).concat(Octets.of(1));

        assertThatThrownBy(() -> codec.decodeJob("job/7", document)).isInstanceOf(DamagedStoreException.class);
    }

    @Example
    void refusesToWriteAResultThatTheOperationDoesNotMake() {
        Kept kept = KeptArbitraries.withResult("sense-id", "a string");

        assertThatThrownBy(() -> codec.encode(kept))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sense-id");
    }

    @Example
    void readsAJobWhoseOperationIsKnownNoLongerWithoutItsResult() {
        Kept kept = KeptArbitraries.withResult("sense-id", KeptArbitraries.IDENTITY);
        JobCodec later = new JobCodec(Map.of());

        Kept read = later.decodeJob("job/1", codec.encode(kept));

        assertThat(read.job().result()).isEmpty();
        assertThat(read.record().dataKept()).isFalse();
        assertThat(read.job().request()).isEqualTo(kept.job().request());
    }

    @Provide
    Arbitrary<Kept> jobs() {
        return KeptArbitraries.jobs();
    }

    @Provide
    Arbitrary<IdempotencyKey> keys() {
        return KeptArbitraries.keys();
    }

    @Provide
    Arbitrary<Instant> seconds() {
        return KeptArbitraries.instants();
    }
}
