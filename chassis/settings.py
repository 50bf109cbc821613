"""What the environment may set. Every variable is prefixed CRM_; a service adds its own by subclassing."""

from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings that every service has. Addresses default to what `make run` starts."""

    model_config = SettingsConfigDict(env_prefix="CRM_", frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: SecretStr = Field(default=SecretStr("postgresql://localhost:5440/postgres"))
    """This service's own PostgreSQL database, 15 or newer (`postgresql://user:password@host:port/name`)."""
    database_pool: int = Field(default=10, ge=1, le=100)
    """Connections one process keeps at most; multiply by replicas when sizing `max_connections`."""
    statement_timeout: float = Field(default=15, gt=0)
    """Seconds after which PostgreSQL cancels an interactive statement."""
    nats_url: str = "nats://127.0.0.1:4240"
    """NATS with JetStream; several servers separated by commas."""
    event_retention_days: int = Field(default=14, ge=1)
    """How long published events stay on their stream; the inbox remembers a day longer."""
    event_replicas: int = Field(default=1, ge=1, le=5)
    """Copies of each stream in the NATS cluster; 3 in production clusters."""
    redis_url: SecretStr = Field(default=SecretStr("redis://127.0.0.1:6390/0"))
    """Redis or Valkey with `appendonly yes` and `noeviction`: Celery broker, browser sessions, limits."""
    files_dir: Path = Path(".data/files")
    """Folder of uploaded and produced files; shared by all processes of one service."""
    upload_bytes: int = Field(default=50 << 20, ge=1 << 10)
    """Largest file that may be uploaded, in bytes."""
    smtp_url: str = "smtp://127.0.0.1:1025"
    """Where outgoing mail goes."""

    host: str = "127.0.0.1"
    """Address that REST, gRPC and the internal port bind to; `0.0.0.0` in containers."""
    http_port: int = 8100
    """REST."""
    grpc_port: int = 9100
    """gRPC."""
    metrics_port: int = 9200
    """Internal: /metrics, /healthz, /readyz. Never reachable through the gateway."""
    grpc_peers: dict[str, str] = Field(default_factory=dict)
    """Service name → `host:port` of the services this one asks over gRPC."""
    http_peers: dict[str, str] = Field(default_factory=dict)
    """Service name → base URL; identity's serves the public keys of access tokens."""

    private_key: SecretStr = SecretStr("")
    """Base64 of this service's 32-byte Ed25519 seed: signs its calls to other services."""
    peer_keys: dict[str, str] = Field(default_factory=dict)
    """Service name → base64 of its 32-byte Ed25519 public key: the callers this service admits."""

    log_level: str = "info"
    """debug, info, warning or error."""
    otlp_endpoint: str = ""
    """OpenTelemetry collector (gRPC), for instance `http://collector:4317`; empty switches traces off."""
    trace_ratio: float = Field(default=1.0, ge=0, le=1)
    """Share of new traces that are sampled; a caller's decision is kept."""

    @property
    def database_dsn(self) -> str:
        """The database URL in the form asyncpg takes."""
        return self.database_url.get_secret_value()

    @property
    def sqlalchemy_url(self) -> str:
        """The database URL with the driver named, as SQLAlchemy takes it."""
        return self.database_dsn.replace("postgresql://", "postgresql+asyncpg://", 1)

    @classmethod
    def of(cls, settings: "Settings") -> Self:
        """The settings of this process as its service knows them, which it names in its `main`."""
        assert isinstance(settings, cls)  # noqa: S101  # there
        return settings

    @classmethod
    def load(cls) -> Self:
        """Read the environment once; a wrong value stops the process with the variable's name."""
        return cls()
