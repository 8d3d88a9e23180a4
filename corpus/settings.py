"""Settings: environment variables ``KHOLUAT_*`` (and ``QDRANT_URL``), read once, all documented in README."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting has a default that works offline on one PC."""

    model_config = SettingsConfigDict(env_prefix="KHOLUAT_", extra="ignore")

    home: Path = Field(default=Path(), description="thư mục chứa var/ (kho, chỉ mục, tệp gốc)")
    database_url: str = Field(default="", description="URL SQLAlchemy; để trống: SQLite trong var/")
    qdrant_url: str = Field(
        default="",
        validation_alias=AliasChoices("QDRANT_URL", "KHOLUAT_QDRANT_URL"),
        description="máy chủ Qdrant; để trống: chỉ mục nhúng trong var/",
    )
    qdrant_api_key: SecretStr = Field(
        default=SecretStr(""), validation_alias=AliasChoices("QDRANT_API_KEY", "KHOLUAT_QDRANT_API_KEY")
    )
    embedding_model: str = Field(
        default="", description="thư mục mô hình sentence-transformers; để trống: mô hình đi kèm"
    )
    host: str = Field(default="127.0.0.1", description="địa chỉ trang web lắng nghe")
    port: int = Field(default=7860, description="cổng của trang web")
    llm_url: str = Field(default="", description="điểm cuối tương thích OpenAI; để trống: không dùng mô hình ngôn ngữ")
    llm_model: str = Field(default="", description="tên mô hình ngôn ngữ")
    llm_key: SecretStr = Field(default=SecretStr(""), description="khóa của điểm cuối")
    ocr_dpi: int = Field(default=300, ge=100, le=600, description="độ phân giải khi nhận dạng chữ trên bản quét")

    @property
    def var(self) -> Path:
        """The folder of everything made at run time."""
        return self.home / "var"

    @property
    def database(self) -> str:
        """The library's SQLAlchemy URL."""
        return self.database_url or f"sqlite:///{(self.var / 'library.sqlite').absolute()}"


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process; tests clear the cache after changing the environment."""
    return Settings()
