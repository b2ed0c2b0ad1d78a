package io.chanio.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

    private static final String SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long SECOND = 1_614_265_330;
    private static final String BODY = "{\"test\": 2432232314}";

    @Test
    void signsAsTheSchemesOwnExampleDoes() {
        String signature = Secret.parse("whsec_" + SECRET).signatureOf(ID, SECOND, BODY);

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(Secret.parse(SECRET).signatureOf(ID, SECOND, BODY)).isEqualTo(signature);
    }

    @Test
    void signsAsTheLibraryOfReceiversDoes() throws Exception {
        String body = "{\"label\":\"Größe 字\"}";

        assertThat(Secret.parse(SECRET).signatureOf(ID, SECOND, body))
                .isEqualTo(new Webhook(SECRET).sign(ID, SECOND, body));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Secret.BYTES_MIN - 1, Secret.BYTES_MAX + 1})
    void refusesASecretThatIsTooShortOrTooLong(int bytes) {
        String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);

        assertThatThrownBy(() -> Secret.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("is of %d bytes, not 24 to 64".formatted(bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {Secret.BYTES_MIN, Secret.BYTES_MAX})
    void takesASecretOfAnyLengthBetween(int bytes) {
        assertThat(Secret.parse(Base64.getEncoder().encodeToString(new byte[bytes])))
                .hasToString("a secret");
    }

    @Test
    void refusesWhatIsNoBase64WithoutRepeatingIt() {
        assertThatThrownBy(() -> Secret.parse("open, sesame! open, sesame! open, sesame!"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("is not whsec_ and base64");
    }
}
