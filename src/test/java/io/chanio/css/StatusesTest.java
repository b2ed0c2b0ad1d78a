package io.chanio.css;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class StatusesTest {

    @Test
    void everyBitHasOneNameFromTheLeftmostOn() {
        assertThat(new DeviceStatus(0xFF).names()).containsExactlyElementsOf(EnumSet.allOf(DeviceStatus.Bit.class));
        assertThat(new SubchannelStatus(0xFF).names())
                .containsExactlyElementsOf(EnumSet.allOf(SubchannelStatus.Bit.class));
        assertThat(new FunctionControl(0x7).names())
                .containsExactlyElementsOf(EnumSet.allOf(FunctionControl.Bit.class));
        assertThat(new ActivityControl(0x7F).names())
                .containsExactlyElementsOf(EnumSet.allOf(ActivityControl.Bit.class));
        assertThat(new StatusControl(0x1F).names()).containsExactlyElementsOf(EnumSet.allOf(StatusControl.Bit.class));
    }

    @Test
    void everySingleBitIsTheNamedOne() {
        for (DeviceStatus.Bit bit : DeviceStatus.Bit.values()) {
            assertThat(DeviceStatus.of(bit).names()).containsExactly(bit);
        }
        for (SubchannelStatus.Bit bit : SubchannelStatus.Bit.values()) {
            assertThat(SubchannelStatus.of(bit).names()).containsExactly(bit);
        }
        for (ActivityControl.Bit bit : ActivityControl.Bit.values()) {
            assertThat(ActivityControl.of(bit).names()).containsExactly(bit);
        }
        for (StatusControl.Bit bit : StatusControl.Bit.values()) {
            assertThat(StatusControl.of(bit).names()).containsExactly(bit);
        }
    }

    @Test
    void deviceStatusPredicatesFollowTheBits() {
        assertThat(new DeviceStatus(0x80).attention()).isTrue();
        assertThat(new DeviceStatus(0x40).statusModifier()).isTrue();
        assertThat(new DeviceStatus(0x20).controlUnitEnd()).isTrue();
        assertThat(new DeviceStatus(0x10).busy()).isTrue();
        assertThat(new DeviceStatus(0x08).channelEnd()).isTrue();
        assertThat(new DeviceStatus(0x04).deviceEnd()).isTrue();
        assertThat(new DeviceStatus(0x02).unitCheck()).isTrue();
        assertThat(new DeviceStatus(0x01).unitException()).isTrue();
        assertThat(new DeviceStatus(0xFD).unitCheck()).isFalse();
    }

    @Test
    void subchannelStatusPredicatesFollowTheBits() {
        assertThat(new SubchannelStatus(0x80).programControlledInterruption()).isTrue();
        assertThat(new SubchannelStatus(0x40).incorrectLength()).isTrue();
        assertThat(new SubchannelStatus(0x20).programCheck()).isTrue();
        assertThat(new SubchannelStatus(0x10).protectionCheck()).isTrue();
        assertThat(new SubchannelStatus(0x08).channelDataCheck()).isTrue();
        assertThat(new SubchannelStatus(0x04).channelControlCheck()).isTrue();
        assertThat(new SubchannelStatus(0x02).interfaceControlCheck()).isTrue();
        assertThat(new SubchannelStatus(0x01).chainingCheck()).isTrue();
        assertThat(new SubchannelStatus(0xDF).programCheck()).isFalse();
    }

    @Test
    void gathersAndTakesAway() {
        DeviceStatus channelEnd = DeviceStatus.of(DeviceStatus.Bit.CHANNEL_END);
        DeviceStatus deviceEnd = DeviceStatus.of(DeviceStatus.Bit.DEVICE_END);

        assertThat(channelEnd.or(deviceEnd)).hasToString("[CHANNEL_END, DEVICE_END]");
        assertThat(channelEnd.or(deviceEnd).without(channelEnd)).isEqualTo(deviceEnd);
        assertThat(deviceEnd.without(deviceEnd).isZero()).isTrue();
    }

    @Test
    void refusesBitsOutsideTheField() {
        assertThatThrownBy(() -> new DeviceStatus(0x100)).hasMessage("device status X'100' is not 0 to X'ff'");
        assertThatThrownBy(() -> new StatusControl(0x20)).hasMessage("status control X'20' is not 0 to X'1f'");
        assertThatThrownBy(() -> new FunctionControl(8)).hasMessage("function control X'8' is not 0 to X'7'");
    }

    @Test
    void conditionCodesAreTheirNumbers() {
        for (int code = 0; code < ConditionCode.values().length; code++) {
            assertThat(ConditionCode.of(code).code()).isEqualTo(code);
        }
        assertThat(ConditionCode.of(3)).isEqualTo(ConditionCode.NOT_OPERATIONAL);
        assertThatThrownBy(() -> ConditionCode.of(4)).hasMessage("condition code 4 is not 0 to 3");
    }
}
