# Diagnostics of `--message-format json`, slurped, as a report of GitLab's Code Quality.
map({
  description: (.message + (if .help then ": " + .help else "" end)),
  check_name: .code,
  fingerprint: ([.file, .code, .message, .line, .column] | tojson | @base64),
  severity: {error: "critical", warning: "minor", note: "info"}[.level],
  location: {path: .file, lines: {begin: .line, end: .end_line}}
})
