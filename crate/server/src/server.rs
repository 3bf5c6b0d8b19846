//! A running server: from opening the data folder to the last answer.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use boxwood_sync::Heads;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::{Config, Limits, Origin, SignInError};
use crate::forgetting;
use crate::http::{self, Shared, Throttle};
use crate::news::{self, Publisher};
use crate::oidc::Issuer;
use crate::place::{self, OpenError, Place, Wanted};
use crate::readers::Readers;
use crate::sqlite::{self, ServeLock};
use crate::storage::{Database, Purpose};
use crate::store::{Store, StoreError};
use crate::tls::TlsError;
use crate::writer::Writer;

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database cannot be read.
    #[error("the database cannot be read: {0}")]
    Database(String),
    /// Another program listens there.
    #[error("another program listens on {addr} already")]
    AddressInUse {
        /// Where.
        addr: SocketAddr,
    },
    /// It cannot listen there.
    #[error("cannot listen on {addr}: {source}")]
    Listen {
        /// Where.
        addr: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// Nobody can sign in by the issuer as it is configured.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// TLS cannot be spoken as it is configured.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The system gave no thread.
    #[error("cannot start a thread: {0}")]
    Thread(std::io::Error),
}

impl From<StoreError> for StartError {
    fn from(error: StoreError) -> Self {
        Self::Database(error.to_string())
    }
}

/// Starts servers.
#[derive(Debug)]
pub struct Server;

/// A server that runs. Dropping it without [`Running::stop`] cuts everything off; what was
/// acknowledged holds even then.
#[derive(Debug)]
pub struct Running {
    addr: SocketAddr,
    url: String,
    limits: Limits,
    stopping: CancellationToken,
    cut: CancellationToken,
    connections: TaskTracker,
    live: TaskTracker,
    looking: AbortHandle,
    forgetting: AbortHandle,
    writer: Option<JoinHandle<()>>,
    _lock: Option<ServeLock>,
}

impl Server {
    /// Starts a server; it listens when this returns. Must be called within a tokio runtime, which
    /// the server then runs on.
    ///
    /// # Errors
    /// If the data folder cannot be used, or the address is not to be had.
    pub async fn start(config: Config) -> Result<Running, StartError> {
        let tls = config.tls.map(|files| files.acceptor()).transpose()?;
        let place = config.place;
        let opened = tokio::task::spawn_blocking(move || open(&place)).await;
        let Opened {
            lock,
            database,
            heads,
        } = opened.map_err(|error| StartError::Database(error.to_string()))??;
        let listener = listen(config.listen).await?;
        let addr = listener.local_addr().map_err(|source| StartError::Listen {
            addr: config.listen,
            source,
        })?;

        let address = config.public_address;
        let address = address.map(|address| address.as_str().to_owned());
        let scheme = if tls.is_some() { "https" } else { "http" };
        let listens_at = format!("{scheme}://{addr}");
        let address = address.unwrap_or_else(|| listens_at.clone());
        let issuer = match config.sign_in {
            Some(settings) => Some(Issuer::new(settings, &address)?),
            None => None,
        };

        let news = Publisher::new(heads);
        let (writer, thread) =
            Writer::start(Arc::clone(&database), news.clone()).map_err(StartError::Thread)?;
        let wake = Arc::new(Notify::new());
        database
            .listen(Arc::clone(&wake))
            .map_err(StartError::Thread)?;
        let looking = tokio::spawn(news::look_for_changes(
            Arc::clone(&database),
            news.clone(),
            wake,
        ));
        let (stopping, cut) = (CancellationToken::new(), CancellationToken::new());
        let (connections, live) = (TaskTracker::new(), TaskTracker::new());
        let mut origins = config.allowed_origins;
        origins.push(Origin::of_extension());
        let readers = Readers::new(Arc::clone(&database));
        let forgetting = tokio::spawn(forgetting::keep_forgetting(
            readers.clone(),
            writer.clone(),
            database.server(),
        ));
        let router = http::router(Arc::new(Shared {
            readers,
            database,
            writer,
            news,
            address,
            issuer,
            limits: config.limits,
            throttle: Throttle::new(config.limits.known, config.limits.strangers),
            proxies: config.trusted_proxies,
            origins,
            stopping: stopping.clone(),
            cut: cut.clone(),
            live: live.clone(),
        }));
        let speaks_tls = tls.is_some();
        let doorman = Doorman {
            router,
            tls,
            limits: config.limits,
            stopping: stopping.clone(),
            cut: cut.clone(),
            connections: connections.clone(),
        };
        connections.spawn(doorman.admit(listener));
        tracing::info!(%addr, "listening");
        if !speaks_tls && !addr.ip().to_canonical().is_loopback() {
            tracing::warn!(
                "other machines can reach this server, which speaks plain HTTP: let a proxy with TLS stand before it"
            );
        }
        Ok(Running {
            addr,
            url: listens_at,
            limits: config.limits,
            stopping,
            cut,
            connections,
            live,
            looking: looking.abort_handle(),
            forgetting: forgetting.abort_handle(),
            writer: Some(thread),
            _lock: lock,
        })
    }
}

/// The records, ready to be served.
struct Opened {
    lock: Option<ServeLock>,
    database: Arc<dyn Database>,
    heads: Heads,
}

fn open(place: &Place) -> Result<Opened, StartError> {
    let lock = match place {
        Place::Folder(folder) => Some(sqlite::lock(folder)?),
        // Servers may share a database that serialises what they do.
        Place::Postgres(_) => None,
    };
    let database = place::open(place, Wanted::New)?;
    let mut connection = database.connect(Purpose::Reading)?;
    connection.begin()?;
    let heads = Store::reading(&mut *connection, database.team()).all_heads()?;
    connection.roll_back()?;
    Ok(Opened {
        lock,
        database,
        heads,
    })
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub const fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Where it listens, as `http://127.0.0.1:8080`.
    #[must_use]
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Stops it: no new requests, those under way are finished or after [`Limits::stop`] cut off,
    /// live connections are closed, and everything is on the disk, in one file.
    pub async fn stop(mut self) {
        tracing::info!("stopping");
        self.stopping.cancel();
        self.connections.close();
        self.live.close();
        let under_way = async {
            self.connections.wait().await;
            self.live.wait().await;
        };
        if timeout(self.limits.stop, under_way).await.is_err() {
            tracing::warn!("requests were still under way; they are cut off");
            self.cut.cancel();
            self.connections.wait().await;
            self.live.wait().await;
        }
        self.looking.abort();
        self.forgetting.abort();
        if let Some(writer) = self.writer.take() {
            // The last that could give it work is gone, so it ends.
            match tokio::task::spawn_blocking(move || writer.join()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) | Err(_) => tracing::error!("the writer did not end as it should"),
            }
        }
        tracing::info!("stopped");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stopping.cancel();
        self.cut.cancel();
        self.looking.abort();
        self.forgetting.abort();
    }
}

async fn listen(addr: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(addr).await.map_err(|source| {
        if source.kind() == std::io::ErrorKind::AddrInUse {
            StartError::AddressInUse { addr }
        } else {
            StartError::Listen { addr, source }
        }
    })
}

/// Lets connections in.
struct Doorman {
    router: Router,
    tls: Option<TlsAcceptor>,
    limits: Limits,
    stopping: CancellationToken,
    cut: CancellationToken,
    connections: TaskTracker,
}

impl Doorman {
    async fn admit(self, listener: TcpListener) {
        let places = Arc::new(Semaphore::new(self.limits.connections));
        loop {
            let admitted = async {
                // First a place, then a guest: beyond the limit they wait outside.
                let place = Arc::clone(&places).acquire_owned().await;
                (place, listener.accept().await)
            };
            let (place, accepted) = tokio::select! {
                admitted = admitted => admitted,
                () = self.stopping.cancelled() => return,
            };
            match (place, accepted) {
                (Ok(place), Ok((stream, peer))) => {
                    self.connections.spawn(self.serve(stream, peer, place));
                }
                (_, Err(error)) => {
                    // Such as too many open files; the guest may be gone as well. The next moment
                    // may be better, and without a pause this would spin.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                (Err(_), _) => return,
            }
        }
    }

    fn serve(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        place: OwnedSemaphorePermit,
    ) -> impl Future<Output = ()> + Send + 'static {
        let router = self
            .router
            .clone()
            .layer(axum::Extension(ConnectInfo(peer)));
        let (stopping, cut) = (self.stopping.clone(), self.cut.clone());
        let (head, tls) = (self.limits.head, self.tls.clone());
        async move {
            // Answers are small, and somebody waits for each.
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "a connection's delay cannot be set");
            }
            match tls {
                None => speak(stream, router, head, stopping, cut).await,
                Some(tls) => {
                    let shaken = tokio::select! {
                        shaken = timeout(head, tls.accept(stream)) => shaken,
                        () = stopping.cancelled() => return,
                    };
                    match shaken {
                        Ok(Ok(stream)) => speak(stream, router, head, stopping, cut).await,
                        // Usually somebody who does not know this certificate, or speaks no TLS.
                        Ok(Err(error)) => tracing::debug!(%error, "a connection is not secure"),
                        Err(_) => tracing::debug!("a connection did not become secure in time"),
                    }
                }
            }
            drop(place);
        }
    }
}

/// Answers what is asked on a connection, until it ends or is to end.
async fn speak(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    router: Router,
    head: Duration,
    stopping: CancellationToken,
    cut: CancellationToken,
) {
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
            .with_upgrades()
    );
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            tokio::select! {
                ended = connection.as_mut() => ended,
                () = cut.cancelled() => Ok(()),
            }
        }
    };
    if let Err(error) = ended {
        // Usually a guest who left in the middle.
        tracing::debug!(%error, "a connection broke");
    }
}
