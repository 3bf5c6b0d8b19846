//! The program `boxwood`: serves, makes tokens, backs up and restores.

use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use boxwood_server::{
    Backup, Config, Operator, Origin, Place, PostgresAddress, PublicAddress, Rate, Secret, Server,
    SignIn, TlsFiles, Which,
};
use clap::{Args, Parser, Subcommand};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::prelude::*;

/// The server of Boxwood, a CRM inside Gmail.
#[derive(Debug, Parser)]
#[command(name = "boxwood", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve a team's records until it is told to stop.
    Serve(Serve),
    /// Make, list and revoke the tokens with which people sign in.
    #[command(subcommand)]
    Token(Token),
    /// Write all records into a new file, as they are at one moment; servers may run meanwhile.
    Backup {
        #[command(flatten)]
        data: Data,
        /// The file to write; whoever has it can read all records.
        file: PathBuf,
    },
    /// Put a backup into an empty folder or database. It is checked first, and becomes a log of its
    /// own: browsers start anew from it, with what they have not sent yet.
    Restore {
        #[command(flatten)]
        data: Data,
        /// The file to read.
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
struct Serve {
    #[command(flatten)]
    data: Data,
    /// Where to listen; port 0 is one that is free.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8765")]
    listen: SocketAddr,
    /// A further web origin that may use the server from a browser, such as
    /// chrome-extension://ID for an extension that was built with another key.
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<Origin>,
    /// The address under which browsers reach the server, such as https://crm.example.com.
    #[arg(long, value_name = "URL")]
    public_address: Option<PublicAddress>,
    #[command(flatten)]
    issuer: IssuerArguments,
    #[command(flatten)]
    tls: TlsArguments,
    /// The address of a proxy that is believed whom it passes on.
    #[arg(long, value_name = "ADDR")]
    trusted_proxy: Vec<IpAddr>,
    /// How many requests in a second whoever is known by one token may make for long, and ten times
    /// that at once.
    #[arg(long, value_name = "N", default_value_t = 100)]
    requests_per_second: u32,
    /// How much to log, as JSON, on standard error: error, warn, info, debug or trace.
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    log_level: LevelFilter,
}

#[derive(Debug, Args)]
struct TlsArguments {
    /// Speak TLS with this certificate, in PEM, the ones between it and its authority's after it.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// The certificate's key, in PEM.
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
}

impl TlsArguments {
    /// The files, of which there are both or none.
    fn files(self) -> Option<TlsFiles> {
        Some(TlsFiles {
            certificate: self.tls_certificate?,
            key: self.tls_key?,
        })
    }
}

#[derive(Debug, Args)]
struct IssuerArguments {
    /// Let people sign in by an issuer of OpenID Connect, which calls this server so. The issuer is to
    /// send browsers back to /account/v1/sign-in/back under the public address. The client secret is
    /// taken from BOXWOOD_CLIENT_SECRET.
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,
    /// The issuer's address; without it, Google's.
    #[arg(long, value_name = "URL", requires = "client_id")]
    issuer: Option<String>,
    /// What people call the issuer; otherwise its host.
    #[arg(long, value_name = "NAME", requires = "client_id")]
    issuer_name: Option<String>,
}

impl IssuerArguments {
    /// By whom people sign in.
    fn sign_in(self) -> Option<SignIn> {
        let issuer = self.issuer.as_deref().unwrap_or(SignIn::GOOGLE);
        let mut sign_in = SignIn::new(issuer, &self.client_id?);
        if let Some(name) = self.issuer_name {
            sign_in.name = name;
        }
        let secret = std::env::var("BOXWOOD_CLIENT_SECRET").ok();
        let secret = secret.filter(|secret| !secret.is_empty());
        sign_in.client_secret = secret.map(Secret::new);
        Some(sign_in)
    }
}

#[derive(Debug, Subcommand)]
enum Token {
    /// Make a token for a person, who is taken into the team if need be. The first person owns the
    /// team. The token is all that is written to standard output.
    New {
        #[command(flatten)]
        data: Data,
        /// The address of the person's Gmail account.
        #[arg(long, value_name = "ADDRESS")]
        email: String,
        /// The name that teammates see; otherwise what stands before the @.
        #[arg(long)]
        name: Option<String>,
    },
    /// List the tokens: number, address, when made, and whether it holds.
    List {
        #[command(flatten)]
        data: Data,
    },
    /// Revoke a person's tokens, or one.
    Revoke {
        #[command(flatten)]
        data: Data,
        #[command(flatten)]
        which: WhichToken,
    },
}

#[derive(Debug, Args)]
struct Data {
    /// The folder with the records, in one SQLite file; made if need be.
    #[arg(long = "data", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The PostgreSQL database with the records, which several servers may share:
    /// postgresql://USER:PASSWORD@HOST:PORT/DATABASE. Others on the machine may see what is said
    /// here; DATABASE_URL says the same, and counts where neither this nor --data is given.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "folder")]
    database: Option<PostgresAddress>,
}

impl Data {
    /// Where the records are.
    fn place(self) -> Result<Place> {
        match (self.folder, self.database) {
            (Some(folder), _) => Ok(Place::Folder(folder)),
            (None, Some(address)) => Ok(Place::Postgres(address)),
            (None, None) => match std::env::var("DATABASE_URL") {
                Ok(address) if !address.is_empty() => {
                    let address = address.parse().context("DATABASE_URL")?;
                    Ok(Place::Postgres(address))
                }
                _ => bail!(
                    "say where the records are: --data DIR for a folder, --database ADDRESS or DATABASE_URL for PostgreSQL"
                ),
            },
        }
    }
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct WhichToken {
    /// All tokens of the person with this address, and all devices that are
    /// signed in and API keys.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The token with this number.
    #[arg(long, value_name = "ID")]
    id: Option<i64>,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve(serve) => run(serve),
        Command::Token(token) => manage(token),
        Command::Backup { data, file } => backup(data, &file),
        Command::Restore { data, file } => restore(data, &file),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nowhere is left to say it if this fails.
            let _ = writeln!(std::io::stderr(), "boxwood: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(serve: Serve) -> Result<()> {
    // Ours alone is turned up: a library's own words at `trace` may hold what must not be logged.
    let ours = Targets::new()
        .with_target("boxwood_server", serve.log_level)
        .with_default(serve.log_level.min(LevelFilter::WARN));
    let lines = tracing_subscriber::fmt::layer()
        .json()
        .with_span_list(false)
        .with_writer(std::io::stderr);
    tracing_subscriber::registry()
        .with(lines.with_filter(ours))
        .try_init()
        .context("cannot start the log")?;
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start")?
        .block_on(async {
            let mut config = Config::new(serve.data.place()?);
            config.listen = serve.listen;
            config.allowed_origins = serve.allow_origin;
            config.public_address = serve.public_address;
            config.sign_in = serve.issuer.sign_in();
            config.tls = serve.tls.files();
            config.trusted_proxies = serve.trusted_proxy;
            config.limits.known = Rate {
                per_second: serve.requests_per_second,
                burst: serve.requests_per_second.saturating_mul(10),
            };
            // Asked for before anything listens, so that none is missed.
            let told_to_stop = told_to_stop()?;
            let running = Server::start(config).await?;
            let mut out = std::io::stdout();
            writeln!(out, "listening on {}", running.url())?;
            out.flush()?;
            told_to_stop.await;
            running.stop().await;
            Ok(())
        })
}

/// Waits for Ctrl-C or, where there is one, the signal to end.
#[cfg(unix)]
fn told_to_stop() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).context("cannot listen for signals");
    let mut interrupted = listen(SignalKind::interrupt())?;
    let mut terminated = listen(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
fn told_to_stop() -> Result<impl Future<Output = ()>> {
    Ok(async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "cannot listen for Ctrl-C");
            std::future::pending::<()>().await;
        }
    })
}

fn backup(data: Data, file: &Path) -> Result<()> {
    let written = boxwood_server::back_up(&data.place()?, file)?;
    say(&written)
}

fn restore(data: Data, file: &Path) -> Result<()> {
    let read = boxwood_server::restore(file, &data.place()?)?;
    say(&read)
}

/// How much a backup holds, and its hash.
fn say(backup: &Backup) -> Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "{} rows, SHA-256 {}", backup.rows, backup.hash)?;
    Ok(())
}

fn manage(token: Token) -> Result<()> {
    let (mut out, mut remark) = (std::io::stdout(), std::io::stderr());
    match token {
        Token::New { data, email, name } => {
            let joined = Operator::open(data.place()?)?.new_token(&email, name.as_deref())?;
            let member = &joined.member;
            if joined.is_new {
                let role = format!("{:?}", member.role.value).to_lowercase();
                writeln!(remark, "{} is in the team now, as {role}.", member.email)?;
            }
            writeln!(
                remark,
                "This token stands for {}. It cannot be shown again:",
                member.email
            )?;
            writeln!(out, "{}", joined.token.reveal())?;
        }
        Token::List { data } => {
            for (token, member) in Operator::open_existing(data.place()?)?.tokens()? {
                let email = member.map_or_else(|| token.user.to_string(), |member| member.email);
                let state = match token.revoked {
                    Some(when) => format!("revoked {when}"),
                    None => "holds".to_owned(),
                };
                writeln!(out, "{}\t{email}\t{}\t{state}", token.id, token.created)?;
            }
        }
        Token::Revoke { data, which } => {
            let mut operator = Operator::open_existing(data.place()?)?;
            let which = match (which.email, which.id) {
                (Some(email), _) => Which::Email(email),
                (None, Some(id)) => Which::Id(id),
                (None, None) => bail!("say whose, with --email, or which, with --id"),
            };
            let revoked = operator.revoke(&which)?;
            writeln!(remark, "{revoked} revoked.")?;
        }
    }
    Ok(())
}
