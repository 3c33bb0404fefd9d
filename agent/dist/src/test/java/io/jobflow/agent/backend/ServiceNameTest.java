package io.jobflow.agent.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNameTest {

    @ParameterizedTest
    @CsvSource({
        "/opt/acme/order-service-1.4.2-SNAPSHOT.jar --port 1, order-service",
        "C:\\acme\\orders.jar, orders",
        "com.acme.Orders a b, Orders",
        "'', unknown_service:java",
    })
    void isTheJarsOrTheMainClassesName(String command, String name) {
        Properties properties = new Properties();
        properties.setProperty("sun.java.command", command);

        assertThat(ServiceName.of(properties)).isEqualTo(name);
    }
}
