package io.chanio.css;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PathMaskTest {

    @Test
    void theLeftmostBitIsPathZero() {
        assertThat(PathMask.ofPath(0)).isEqualTo(new PathMask(0x80));
        assertThat(PathMask.ofPath(7)).isEqualTo(new PathMask(0x01));
        assertThat(new PathMask(0x40).has(1)).isTrue();
        assertThat(new PathMask(0x40).has(0)).isFalse();
    }

    @Test
    void keepsAndTakesAway() {
        PathMask twoPaths = new PathMask(0xC0);

        assertThat(PathMask.ALL.and(twoPaths)).isEqualTo(twoPaths);
        assertThat(twoPaths.without(PathMask.ofPath(0))).isEqualTo(PathMask.ofPath(1));
        assertThat(twoPaths.without(PathMask.ALL).isEmpty()).isTrue();
        assertThat(twoPaths).hasToString("0xc0");
    }

    @Test
    void refusesWhatIsNoPath() {
        assertThatThrownBy(() -> new PathMask(256)).hasMessage("path mask 256 is not 0 to 255");
        assertThatThrownBy(() -> new PathMask(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> PathMask.ofPath(8)).hasMessage("channel path 8 is not 0 to 7");
        assertThatThrownBy(() -> PathMask.ALL.has(-1)).hasMessage("channel path -1 is not 0 to 7");
    }
}
