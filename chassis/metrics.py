"""What Prometheus sees of every service."""

from prometheus_client import Counter, Gauge, Histogram

requests = Counter("crm_http_requests_total", "REST requests answered", ["method", "route", "status"])
request_seconds = Histogram(
    "crm_http_request_seconds",
    "Time from request to answer",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
rpc_requests = Counter("crm_grpc_requests_total", "gRPC calls answered", ["method", "code"])
events_published = Counter("crm_events_published_total", "Messages NATS acknowledged", ["stream"])
events_applied = Counter("crm_events_applied_total", "Events applied by handlers", ["consumer"])
event_lag = Histogram(
    "crm_event_lag_seconds",
    "Time from commit to applied",
    ["consumer"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300),
)
events_pending = Gauge("crm_events_pending", "Events stored and not yet applied", ["consumer"])
stalled = Gauge(
    "crm_stalled_seconds",
    "How long a consumer, or the relay, has had work without doing any of it",
    ["worker"],
)
dead_letters = Counter("crm_dead_letters_total", "Events given up on", ["consumer"])
outbox_pending = Gauge("crm_outbox_pending", "Messages committed and not yet sent")
pool_used = Gauge("crm_database_connections_used", "Database connections in use")
pool_size = Gauge("crm_database_connections_allowed", "Database connections this process may have")
tasks_done = Counter("crm_tasks_total", "Background tasks ended", ["task", "outcome"])
jobs_run = Counter("crm_periodic_jobs_total", "Periodic jobs run by this process", ["job", "outcome"])
