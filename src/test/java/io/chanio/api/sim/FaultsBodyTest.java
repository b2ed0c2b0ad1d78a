package io.chanio.api.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chanio.api.request.Fault;
import io.chanio.api.request.Refusal;
import io.chanio.css.PathMask;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FaultsBodyTest {

    private static final PathMask INSTALLED = new PathMask(0xC0);

    @Test
    void takesNoMemberForUnknownBecauseAnotherIsMissing() {
        byte[] script =
                "{\"steps\":[{\"fault\":\"PRESENT_UNSOLICITED\",\"sense\":\"08\"}]}".getBytes(StandardCharsets.UTF_8);

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> FaultsBody.script(script, INSTALLED));

        assertThat(refusal.problem("/sim").faults()).extracting(Fault::member).containsExactly("steps[0].deviceStatus");
    }
}
