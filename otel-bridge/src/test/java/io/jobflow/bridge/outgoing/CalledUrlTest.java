package io.jobflow.bridge.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalledUrlTest {

    @ParameterizedTest
    @CsvSource({
        "http://shop.local/orders,http://shop.local/orders,shop.local,80",
        "HTTPS://shop.local:8443/a?x=1&y=2#part,https://shop.local:8443/a?x=REDACTED&y=REDACTED,shop.local,8443",
        "https://ann:secret@shop.local/?token,https://REDACTED:REDACTED@shop.local/?REDACTED,shop.local,443",
        "http://[::1]:8080/,http://[::1]:8080/,[::1],8080",
        "http://[::1]/#a?b=c,http://[::1]/,[::1],80",
        "http://shop.local?a=b=c,http://shop.local?a=REDACTED,shop.local,80",
        "ws://shop.local/,ws://shop.local/,shop.local,-1",
    })
    void hidesCredentialsAndValues(String url, String shown, String host, int port) {
        CalledUrl called = CalledUrl.parse(url);

        assertThat(called).isNotNull();
        assertThat(called.shown()).isEqualTo(shown);
        assertThat(called.host()).isEqualTo(host);
        assertThat(called.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/orders?token=secret", "://x", "mailto:ann", "orders?token=secret&next=http://x", "a/b://c"
            })
    void knowsWhatIsNoUrl(String text) {
        assertThat(CalledUrl.parse(text)).isNull();
    }
}
