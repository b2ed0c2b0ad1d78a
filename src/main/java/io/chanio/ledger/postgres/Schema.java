package io.chanio.ledger.postgres;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables, brought to the form that this chanio writes; {@code db/ledger} has the steps. */
final class Schema {

    private static final String STEPS = "classpath:db/ledger";
    private static final String HISTORY = "chanio_schema_history";

    private Schema() {}

    /** Nodes that start at the same time wait for each other. */
    static void bring(DataSource source) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations(STEPS)
                .failOnMissingLocations(true)
                .table(HISTORY)
                // The database may hold other tables too.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
