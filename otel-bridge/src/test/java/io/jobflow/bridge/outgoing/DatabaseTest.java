package io.jobflow.bridge.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "jdbc:postgresql://db.local:5433/shop?user=ann&password=x,postgresql,shop,db.local,5433",
                "jdbc:postgresql://a:1/b?x=//c,postgresql,b,a,1",
                "'jdbc:postgresql://a:1,b:2/shop',postgresql,shop,-,-1",
                "jdbc:postgresql:shop,postgresql,shop,-,-1",
                "jdbc:postgresql:shop?password=x//y,postgresql,shop,-,-1",
                "'jdbc:teradata://db.local/DATABASE=shop,PASSWORD=secret',other_sql,-,db.local,-1",
                "jdbc:mysql://ann:secret@db.local/shop,mysql,shop,db.local,-1",
                "jdbc:mariadb://db.local:3306/shop?useSsl=true,mariadb,shop,db.local,3306",
                "jdbc:mysql:loadbalance://db.local:3306/shop,mysql,shop,db.local,3306",
                "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1,h2database,shop,-,-1",
                "jdbc:h2:file:/home/ann/shop,h2database,shop,-,-1",
                "jdbc:h2:tcp://db.local:9092/~/shop,h2database,shop,db.local,9092",
                "jdbc:sqlite:/var/lib/shop.db,sqlite,shop.db,-,-1",
                "jdbc:sqlite::memory:,sqlite,-,-,-1",
                "jdbc:hsqldb:mem:shop,hsqldb,shop,-,-1",
                "jdbc:oracle:thin:ann/secret@//db.local:1521/shop,oracle.db,shop,db.local,1521",
                "jdbc:oracle:thin:@db.local:1521:shop,oracle.db,shop,db.local,1521",
                "'jdbc:oracle:thin:@(DESCRIPTION=(secret))',oracle.db,-,-,-1",
                "jdbc:oracle:thin:@shop_high?TNS_ADMIN=/opt/wallet,oracle.db,-,shop_high,-1",
                "jdbc:oracle:thin:@shop_high?javax.net.ssl.keyStorePassword=secret&TNS_ADMIN=/w,oracle.db,-,shop_high,-1",
                "jdbc:oracle:thin:@tcps://db.local:1522/shop?wallet_location=/w,oracle.db,shop,db.local,1522",
                "jdbc:sqlserver://db.local\\inst:1433;databaseName=shop;password=x,microsoft.sql_server,shop,db.local,1433",
                "jdbc:db2://db.local:50000/shop:user=ann;,ibm.db2,shop,db.local,50000",
                "jdbc:acme://db.local/shop,other_sql,shop,db.local,-1",
                "something,other_sql,-,-,-1",
            })
    void isNamedByTheUrl(String url, String system, String namespace, String host, int port) {
        Database database = Database.ofUrl(url);

        assertThat(database.system()).isEqualTo(system);
        assertThat(database.namespace()).isEqualTo(namespace);
        assertThat(database.host()).isEqualTo(host);
        assertThat(database.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "jdbc:postgresql:shop,23505",
                "jdbc:mysql://a/b,1062",
                "jdbc:oracle:thin:@a:1:b,ORA-1062",
                "jdbc:acme:b,23505",
            })
    void namesAnErrorAsTheDatabaseDoes(String url, String status) {
        assertThat(Database.ofUrl(url).statusOf(new SQLException("taken", "23505", 1062)))
                .isEqualTo(status);
    }
}
