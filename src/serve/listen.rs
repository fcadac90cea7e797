//! Connections: how many at once, and how long each may take its time.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::net::TcpListener;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::sync::oneshot::Receiver;

use super::answer::answer;
use super::body::Answer;
use super::guard::Guard;
use super::preview::Preview;

/// How many connections are open at once; more wait until one ends.
const CONNECTIONS: usize = 400;
/// How long the head of a request may take, and how long an idle connection stays.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a connection stays that does not wait for events.
const STAY: Duration = Duration::from_secs(300);
/// The longest head of a request, in bytes.
const HEAD: usize = 32 * 1024;
/// How long to wait when the system has no more connections to give.
const BREATH: Duration = Duration::from_millis(50);
/// How many pages are rendered at once.
pub(super) const RENDERERS: usize = 4;

/// Answers requests until the sender of `end` is dropped; the error says why it cannot.
pub fn listen(preview: &Arc<Preview>, listener: TcpListener, guard: &Arc<Guard>, mut end: Receiver<Infallible>) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(RENDERERS).build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let mut accepting = pin!(accept(preview, &listener, guard));
        poll_fn(|context| match Pin::new(&mut end).poll(context) {
            Poll::Ready(_) => Poll::Ready(Ok(())),
            Poll::Pending => accepting.as_mut().poll(context).map(Ok),
        })
        .await
    })
}

/// Answers every connection in a task of its own.
async fn accept(preview: &Arc<Preview>, listener: &tokio::net::TcpListener, guard: &Arc<Guard>) {
    let seats = Arc::new(Semaphore::new(CONNECTIONS));
    // The seat comes first: whoever has none waits with the system, and costs nothing here.
    while let Ok(seat) = Arc::clone(&seats).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let (preview, guard) = (Arc::clone(preview), Arc::clone(guard));
        tokio::spawn(async move {
            serve(stream, preview, guard).await;
            drop(seat);
        });
    }
}

/// Answers the requests of one connection, until it ends or has stayed too long.
async fn serve(stream: TcpStream, preview: Arc<Preview>, guard: Arc<Guard>) {
    let listens = AtomicBool::new(false);
    let service = service_fn(|request: Request<Incoming>| {
        let (preview, guard, listens) = (Arc::clone(&preview), Arc::clone(&guard), &listens);
        async move {
            let (parts, _) = request.into_parts();
            // Rendering takes its time, in which others are answered.
            let answered = tokio::task::spawn_blocking(move || answer(&preview, &guard, &parts)).await;
            let response = answered.unwrap_or_else(|_| {
                let mut failed = Response::new(Answer::Bytes(None));
                *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
                failed
            });
            listens.fetch_or(matches!(response.body(), Answer::Events(_)), Ordering::Relaxed);
            Ok::<_, Infallible>(response)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    // That a browser has gone is no fault of anybody.
    while tokio::time::timeout(STAY, connection.as_mut()).await.is_err() {
        if !listens.load(Ordering::Relaxed) {
            // What is under way is answered to its end, and nothing more.
            connection.as_mut().graceful_shutdown();
            let _ = tokio::time::timeout(STAY, connection.as_mut()).await;
            return;
        }
    }
}
