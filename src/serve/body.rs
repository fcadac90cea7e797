//! The bodies of answers: bytes, a file piece by piece, and events without end.

use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};

use super::events::Listener;
use crate::source::Asset;

/// How much of a file is in memory at once.
const PIECE: u64 = 64 * 1024;

/// What an answer is made of.
pub enum Answer {
    /// These bytes.
    Bytes(Option<Bytes>),
    /// A file from a byte to before another.
    File(Asset, u64, u64),
    /// Events, as they come.
    Events(Listener),
}

impl Body for Answer {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let piece = match self.get_mut() {
            Self::Bytes(bytes) => bytes.take().filter(|bytes| !bytes.is_empty()).map(Ok),
            Self::File(_, at, end) if *at >= *end => None,
            Self::File(asset, at, end) => {
                let piece = asset.read_at(*at, (*end - *at).min(PIECE));
                // A file that has become shorter: the answer is broken off, which its length tells.
                let piece =
                    piece.and_then(|piece| if piece.is_empty() { Err(std::io::ErrorKind::UnexpectedEof.into()) } else { Ok(piece) });
                *at += piece.as_ref().map_or(0, |piece| piece.len() as u64);
                Some(piece.map(Bytes::from))
            }
            Self::Events(listener) => return listener.poll_recv(context).map(|event| event.map(|event| Ok(Frame::data(event)))),
        };
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Bytes(bytes) => bytes.as_ref().is_none_or(Bytes::is_empty),
            Self::File(_, at, end) => at >= end,
            Self::Events(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Bytes(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Self::File(_, at, end) => SizeHint::with_exact(end - at),
            Self::Events(_) => SizeHint::default(),
        }
    }
}
