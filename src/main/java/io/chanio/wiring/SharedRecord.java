package io.chanio.wiring;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.chanio.ledger.StoreObserver;
import io.chanio.ledger.postgres.PostgresStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Opens the record of jobs in a PostgreSQL database that several chanio nodes share. */
final class SharedRecord {

    /** One writes, the others read what is asked for over HTTP. */
    private static final int CONNECTIONS = 8;

    private static final Duration FOR_A_CONNECTION = Duration.ofSeconds(5);
    /** A server that takes a connection and then says nothing must not hold the writer up for ever. */
    private static final String ANSWER_SECONDS = "30";

    private static final String CONNECT_SECONDS = "5";

    /** Of the connections, so that the writer and whoever else needs one have theirs. */
    private static final int READERS = 4;

    /** More that are asked meanwhile are refused at once. */
    private static final int QUESTIONS_MAX = 256;

    private static final Duration IDLE = Duration.ofMinutes(1);

    private SharedRecord() {}

    /** The threads on which questions wait for the database; there is none where nobody asks. */
    static Executor readers() {
        ThreadPoolExecutor readers = new ThreadPoolExecutor(
                READERS,
                READERS,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUESTIONS_MAX),
                Thread.ofPlatform().daemon().name("chanio-record-", 1).factory());
        readers.allowCoreThreadTimeOut(true);
        return readers;
    }

    /** @throws RefusalToStart when the configuration does not say where the database is */
    static PostgresStore open(ChanioConfig.Postgresql config, StoreObserver observer) {
        String url = config.url()
                .orElseThrow(
                        () -> new RefusalToStart(
                                "chanio.ledger.kind=postgresql needs chanio.ledger.postgresql.url=jdbc:postgresql://HOST/DATABASE"));
        return open(url, config.user(), config.password(), config.node().orElseGet(SharedRecord::machine), observer);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new RefusalToStart(
                    "chanio.ledger.postgresql.node is not set, and this machine does not know its name");
        }
    }

    /** @throws RefusalToStart when the driver can't make anything of the configuration */
    static PostgresStore open(
            String url, Optional<String> user, Optional<String> password, String node, StoreObserver observer) {
        try {
            return new PostgresStore(AgroalDataSource.from(connections(url, user, password)), node, observer);
        } catch (SQLException e) {
            throw new RefusalToStart("chanio.ledger.postgresql.url=%s: %s".formatted(url, e.getMessage()));
        }
    }

    private static AgroalDataSourceConfigurationSupplier connections(
            String url, Optional<String> user, Optional<String> password) {
        return new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                .acquisitionTimeout(FOR_A_CONNECTION)
                // The writer keeps its own; for what is read a question more is little.
                .validateOnBorrow(true)
                .connectionValidator(ConnectionValidator.defaultValidator())
                .exceptionSorter(new PostgreSQLExceptionSorter())
                .connectionFactoryConfiguration(factory -> {
                    factory.jdbcUrl(url)
                            .jdbcProperty("ApplicationName", "chanio")
                            .jdbcProperty("connectTimeout", CONNECT_SECONDS)
                            .jdbcProperty("socketTimeout", ANSWER_SECONDS)
                            .jdbcProperty("tcpKeepAlive", "true");
                    user.ifPresent(name -> factory.principal(new NamePrincipal(name)));
                    password.ifPresent(word -> factory.credential(new SimplePassword(word)));
                    return factory;
                }));
    }
}
