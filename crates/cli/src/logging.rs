//! What Calque says while it works: `warning: ...` on standard error, more with `--log`.

use crate::args::global::{LogLevel, When};
use crate::terminal::colour_on;
use std::fmt;
use std::io::IsTerminal;
use tracing::{Event, Level, Subscriber, level_filters::LevelFilter};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, format::Writer};
use tracing_subscriber::registry::LookupSpan;

/// Starts logging to standard error.
pub(crate) fn start(level: LogLevel, color: When) {
    let filter = match level {
        LogLevel::Off => LevelFilter::OFF,
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    };
    let line = Line { paint: colour_on(color, std::io::stderr().is_terminal()) };
    tracing_subscriber::fmt().with_max_level(filter).with_writer(std::io::stderr).event_format(line).init();
}

/// Writes an event as `warning: words key=value`.
struct Line {
    paint: bool,
}

impl<S, N> FormatEvent<S, N> for Line
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, ctx: &FmtContext<'_, S, N>, mut out: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let (name, colour) = match *event.metadata().level() {
            Level::ERROR => ("error", "\x1b[1;31m"),
            Level::WARN => ("warning", "\x1b[1;33m"),
            Level::INFO => ("info", "\x1b[1;34m"),
            Level::DEBUG => ("debug", "\x1b[2m"),
            Level::TRACE => ("trace", "\x1b[2m"),
        };
        if self.paint {
            write!(out, "{colour}{name}:\x1b[0m ")?;
        } else {
            write!(out, "{name}: ")?;
        }
        ctx.format_fields(out.by_ref(), event)?;
        writeln!(out)
    }
}
