package io.jobflow.bridge.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementShapeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select * from orders where id = 17 and name = 'it''s' | select * from orders where id = ? and name = ?",
                "SELECT  a,¶ b FROM t -- by id 5¶WHERE x=-5 | SELECT a, b FROM t WHERE x=?",
                "select 1.5e-10, .5, 0xFF, 1_000, 12L from t | select ?, ?, ?, ?, ? from t",
                "select N'x', X'ff', b'01', U&'a' from t | select ?, ?, ?, U&? from t",
                "insert into t values (?, ?, 'x') | insert into t values (?, ?, ?)",
                "select * from t where id in (1, 2, 3) and b in ('x') | select * from t where id in (?) and b in (?)",
                "select * from t where id in (?,?,?,?) | select * from t where id in (?)",
                "select * from t where id in (1, a, 2) | select * from t where id in (?, a, ?)",
                "select * from t where id in (select x from y) | select * from t where id in (select x from y)",
                "select /* who: bob */ a from t | select a from t",
                "select a from t where b like'x%' | select a from t where b like?",
                "select t1.c2 from t1 | select t1.c2 from t1",
                "select a - 1, a-b from t limit 10 | select a - ?, a-b from t limit ?",
                "update t set active = TRUE, gone = null | update t set active = ?, gone = null",
                "{call close_day(?, 'x')} | {call close_day(?, ?)}",
                "alter user app identified by tiger replace lion | alter user app identified by?...",
                "alter user app Identified By \"N3w-Pass\" | alter user app Identified By?...",
                "select a from t group by b | select a from t group by b",
            })
    void hasNoValues(String sql, String shape) {
        assertThat(StatementShape.of(lines(sql), SqlDialect.H2).text()).isEqualTo(shape);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POSTGRESQL | select \"Name\" from \"Order\" where a = $1 | select \"Name\" from \"Order\" where a = ?",
                "POSTGRESQL | select $$secret$$, $a$ $$secret$$ $a$, 1 | select ?, ?, ?",
                "POSTGRESQL | select E'it\\'s', 'a' from t | select ?, ? from t",
                "POSTGRESQL | select data #> 'x', 5 # 3 from t | select data #> ?, ? # ? from t",
                "POSTGRESQL | select a[1], '{x}'::text[] from t | select a[?], ?::text[] from t",
                "MYSQL | select `Name` from `order` where a = \"secret\" | select `Name` from `order` where a = ?",
                "MYSQL | select 5--3, a # secret¶from t | select ?-?, a from t",
                "MYSQL | select 1 -- secret¶from t | select ? from t",
                "SQL_SERVER | select [Order Id] from [dbo].[Order] | select [Order Id] from [dbo].[Order]",
                "SQL_SERVER | select * from #temp where a = N'secret' | select * from #temp where a = ?",
                "ORACLE | select q'[it's]', nq'!a'b!' from v$session | select ?, ? from v$session",
                "SQLITE | select \"secret\", [a b] from t | select ?, [a b] from t",
            })
    void knowsTheDialects(SqlDialect dialect, String sql, String shape) {
        assertThat(StatementShape.of(lines(sql), dialect).text()).isEqualTo(shape);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'it\\'s secret' from t",
                "select 'a\\', ' secret' from t",
                "select 'secret",
                "select /* a /* b */ secret */ from t",
                "select /*! secret */ 1",
                "select /* secret",
                "select -- secret\rfrom t",
            })
    void stopsWhereItCannotBeSure(String sql) {
        for (SqlDialect dialect : SqlDialect.values()) {
            assertThat(StatementShape.of(sql, dialect).text()).doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select $a$ 'x $a$ secret'",
                "select # 'x\nsecret'",
                "select 1--'x\n secret'",
                "select q'[it's secret]'",
                "select [it's], 'secret'",
                "select `it's`, 'secret'",
            })
    void isCautiousWithADatabaseItDoesNotKnow(String sql) {
        assertThat(StatementShape.of(sql, SqlDialect.OTHER).text())
                .startsWith("select")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @EnumSource
    void isOfBoundedLength(SqlDialect dialect) {
        String sql = "select " + "column_of_a_table, ".repeat(5_000) + "'secret' from t";

        StatementShape shape = StatementShape.of(sql, dialect);

        assertThat(shape.text()).hasSizeLessThan(1_010).endsWith("...");
        assertThat(shape.operation()).isEqualTo("SELECT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "select a from orders o where x = 1 | SELECT | orders",
                "SELECT extract(year from d) FROM shop.orders | SELECT | shop.orders",
                "select * from \"Order\" | SELECT | Order",
                "select * from (select 1 from t) x | SELECT | -",
                "select 1 | SELECT | -",
                "insert into orders (a) values (?) | INSERT | orders",
                "update orders set a = 1 | UPDATE | orders",
                "delete from orders where a = 1 | DELETE | orders",
                "with x as (select a from y) select * from x join z | SELECT | x",
                "with x as (select a from y) update orders set a = 1 | UPDATE | orders",
                "create table if not exists orders (id int) | CREATE | orders",
                "drop table orders | DROP | orders",
                "truncate table orders | TRUNCATE | orders",
                "merge into orders using x | MERGE | orders",
                "{? = call close_day(?)} | CALL | close_day",
                "call shop.close_day() | CALL | shop.close_day",
                "(select a from orders) union (select b from c) | SELECT | orders",
                "commit | COMMIT | -",
                "something else | - | -",
            })
    void knowsWhatItDoesAndToWhat(String sql, String operation, String target) {
        StatementShape shape = StatementShape.of(sql, SqlDialect.H2);

        assertThat(shape.operation()).isEqualTo(operation);
        assertThat(shape.target()).isEqualTo(target);
    }

    @Test
    void keepsABoundedNumberOfShapes() {
        StatementShapes shapes = new StatementShapes(SqlDialect.H2);

        for (int i = 0; i < 3_000; i++) {
            assertThat(shapes.of("select " + i + " from t").text()).isEqualTo("select ? from t");
        }

        assertThat(shapes.size()).isLessThanOrEqualTo(1_000);
    }

    private static String lines(String sql) {
        return sql.replace('¶', '\n');
    }
}
