package io.jobflow.agent.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkToolsTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, orders.jar, false",
                "-, com.acme.Orders --port 1, false",
                "com.acme.orders, com.acme.orders/com.acme.Orders, false",
                "jdk.jcmd, jdk.jcmd/sun.tools.jcmd.JCmd 1, true",
                "jdk.compiler, jdk.compiler/com.sun.tools.javac.Main -version, true",
                "jdk.compiler, jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Orders.java, false",
                "-, sun.tools.jps.Jps, true",
                "-, com.sun.tools.javac.Main, true",
                "-, -, false",
            })
    void knowsTheJdksOwnPrograms(String module, String command, boolean tool) {
        Properties properties = new Properties();
        if (module != null) {
            properties.setProperty("jdk.module.main", module);
        }
        if (command != null) {
            properties.setProperty("sun.java.command", command);
        }

        assertThat(JdkTools.isTool(properties)).isEqualTo(tool);
    }
}
