package io.chanio.ledger.postgres;

import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.JobId;
import io.chanio.engine.JobState;
import io.chanio.ledger.Item;
import io.chanio.ledger.StoredJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** A row of the table of jobs as a value. */
final class Rows {

    /** In the order in which {@link #job} reads them. */
    static final String COLUMNS = "node, id, subchannel, state, label, document";

    private Rows() {}

    static StoredJob job(ResultSet row) throws SQLException {
        return new StoredJob(
                row.getString(1),
                new Item.OfJob(
                        new JobId(row.getObject(2, UUID.class)),
                        SubchannelId.parse(row.getString(3)),
                        JobState.valueOf(row.getString(4)),
                        Optional.ofNullable(row.getString(5)),
                        Octets.of(row.getBytes(6))));
    }
}
