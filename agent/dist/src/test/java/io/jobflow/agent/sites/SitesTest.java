package io.jobflow.agent.sites;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SitesTest {

    private final List<String> said = new ArrayList<>();
    private final List<String> restored = new ArrayList<>();
    private final Sites sites = new Sites(new SiteLimits(3, 1000), (what, cause) -> said.add(what));

    @BeforeEach
    void twoSitesAreWoven() {
        sites.listener(site -> restored.add(site.name()));
        sites.woven("jdk-http", null, "com.acme.Chain", Set.of("enter", "exit"));
        sites.woven("logback", null, "com.acme.Event", Set.of("logged"));
    }

    @Test
    void switchesOffTheSiteThatFailsTooOftenOnce() {
        for (int time = 0; time < 5; time++) {
            sites.failedIn("jdk-http/ChainAdvice", new IllegalStateException());
        }

        assertThat(sites.isOn("jdk-http")).isFalse();
        assertThat(sites.isOn("logback")).isTrue();
        assertThat(restored).containsExactly("jdk-http");
        assertThat(said).singleElement().asString().contains("3 failures within a minute");
        assertThat(sites.all().get(0).suppressed()).isEqualTo(5);
    }

    @Test
    void chargesACallToTheSitesThatMakeIt() {
        for (int time = 0; time < 3; time++) {
            sites.failedCall("logged", null, new IllegalStateException());
        }

        assertThat(restored).containsExactly("logback");
    }

    @Test
    void doesNotBlameASiteForTheJvm() {
        for (int time = 0; time < 10; time++) {
            sites.failedIn("jdk-http", new StackOverflowError());
        }

        assertThat(sites.isOn("jdk-http")).isTrue();
        assertThat(sites.all().get(0).suppressed()).isEqualTo(10);
    }

    @Test
    void switchesOffWhatIsSlowManyTimesInARowAndNothingElse() {
        for (int time = 0; time < 100; time++) {
            sites.took("enter", "jdk-http", time % 10 == 0 ? 999 : 5000);
        }
        assertThat(sites.isOn("jdk-http")).isTrue();

        for (int time = 0; time < CallCost.SLOW_IN_A_ROW; time++) {
            sites.took("enter", "jdk-http", 1001);
        }

        assertThat(sites.isOn("jdk-http")).isFalse();
        assertThat(sites.cost("enter").count()).isEqualTo(100 + CallCost.SLOW_IN_A_ROW);
    }

    @Test
    void timesEveryCallWhileCallsAreSlow() {
        sites.took("enter", "jdk-http", 5000);

        assertThat(sites.isTimed("enter")).isTrue();
        assertThat(sites.isTimed("enter")).isTrue();
    }

    @Test
    void countsDurationsByClass() {
        sites.took("exit", "jdk-http", 900);
        sites.took("exit", "jdk-http", 9_000);
        sites.took("exit", "jdk-http", 1_000_000_000);

        assertThat(sites.cost("exit").classes()).containsExactly(1, 1, 0, 0, 0, 1);
        assertThat(sites.cost("exit").meanNanos()).isEqualTo((900 + 9_000 + 1_000_000_000) / 3);
    }

    @Test
    void switchesAllOffAndOn() {
        sites.failedIn("jdk-http", new IllegalStateException());
        sites.allOff("for a test");
        assertThat(sites.isOn("logback")).isFalse();
        assertThat(sites.isOn("never heard of")).isFalse();

        sites.allOff(null);

        assertThat(sites.isOn("logback")).isTrue();
        assertThat(sites.allOffBecause()).isNull();
    }

    @Test
    void knowsWhereRequestsComeIn() {
        String decoder = "io.netty.handler.codec.http.HttpObjectDecoder";
        String handingOn = "io.netty.handler.codec.ByteToMessageDecoder";
        sites.woven("jdk-http", null, "com.sun.net.httpserver.Filter$Chain", Set.of("enter", "exit"));
        sites.woven("netty", null, decoder, Set.of("requestRead", "resume"));
        sites.woven("netty", null, handingOn, Set.of("requestRead", "resume"));
        sites.woven("handler", null, "com.acme.OrderJobs", Set.of("handlerEnter", "handlerExit"));

        assertThat(sites.isEntry("com.sun.net.httpserver.Filter$Chain", "doFilter"))
                .isTrue();
        assertThat(sites.isEntry(decoder, "decode")).isTrue();
        assertThat(sites.isEntry(handingOn, "fireChannelRead")).isTrue();
        assertThat(sites.isEntry(handingOn, "callDecode")).isFalse();
        assertThat(sites.isEntry("com.acme.OrderJobs", "sync")).isTrue();
        assertThat(sites.isEntry("jakarta.servlet.http.HttpServlet", "service")).isFalse();
        assertThat(sites.isEntry("com.acme.Event", "decode")).isFalse();
        assertThat(sites.isWoven("com.acme.Event")).isTrue();
    }

    @Test
    void knowsWhichSitesSeeRequests() {
        sites.woven("netty", null, "com.acme.Decoder", Set.of("requestRead", "resume"));

        assertThat(sites.all())
                .filteredOn(SiteState::seesRequests)
                .extracting(SiteState::name)
                .containsExactly("jdk-http", "netty");
    }

    @Test
    void keepsItsSizeWhateverNamesComeIn() {
        for (int number = 0; number < 1000; number++) {
            sites.failedIn("site-" + number, new IllegalStateException());
        }

        assertThat(sites.all()).hasSizeLessThanOrEqualTo(101);
    }
}
