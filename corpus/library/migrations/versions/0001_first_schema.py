"""The first schema: tables as they were on the day of the first release. Later changes of ``schema.py`` are revisions of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("started", sa.DateTime(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("turns", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "documents",
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column("effective", sa.Date(), nullable=True),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("unverified", sa.Boolean(), nullable=False),
        sa.Column("unverified_since", sa.Date(), nullable=True),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index(op.f("ix_documents_key"), "documents", ["key"], unique=False)
    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(length=20), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("stored", sa.Text(), nullable=False),
        sa.Column("added", sa.DateTime(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["files.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sha256"),
    )
    op.create_index("files_source", "files", ["source"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "witnesses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["files.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_witnesses_document"), "witnesses", ["document"], unique=False)
    op.create_index(op.f("ix_witnesses_file_id"), "witnesses", ["file_id"], unique=False)
    op.create_table(
        "codified_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("witness_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witnesses.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_codified_links_source"), "codified_links", ["source"], unique=False)
    op.create_index(op.f("ix_codified_links_witness_id"), "codified_links", ["witness_id"], unique=False)
    op.create_table(
        "provisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("witness_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("pid", sa.String(length=300), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("containers", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("portions", sa.JSON(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("page_breaks", sa.JSON(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=False),
        sa.Column("codified", sa.String(length=60), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("amended", sa.Boolean(), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witnesses.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_provisions_codified"), "provisions", ["codified"], unique=False)
    op.create_index(op.f("ix_provisions_witness_id"), "provisions", ["witness_id"], unique=False)
    op.create_index("provisions_changed", "provisions", ["changed"], unique=False)
    op.create_index("provisions_document", "provisions", ["document", "seq"], unique=False)
    op.create_index("provisions_pid", "provisions", ["pid"], unique=False)
    op.create_table(
        "relations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("witness_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("target", sa.String(length=200), nullable=False),
        sa.Column("provision", sa.Text(), nullable=False),
        sa.Column("portion", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witnesses.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_relations_source"), "relations", ["source"], unique=False)
    op.create_index(op.f("ix_relations_target"), "relations", ["target"], unique=False)
    op.create_index(op.f("ix_relations_witness_id"), "relations", ["witness_id"], unique=False)
    op.create_table(
        "validities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("witness_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("pid", sa.String(length=300), nullable=False),
        sa.Column("effective", sa.Date(), nullable=True),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("unverified_since", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witnesses.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_validities_document"), "validities", ["document"], unique=False)
    op.create_index(op.f("ix_validities_witness_id"), "validities", ["witness_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_validities_witness_id"), table_name="validities")
    op.drop_index(op.f("ix_validities_document"), table_name="validities")
    op.drop_table("validities")
    op.drop_index(op.f("ix_relations_witness_id"), table_name="relations")
    op.drop_index(op.f("ix_relations_target"), table_name="relations")
    op.drop_index(op.f("ix_relations_source"), table_name="relations")
    op.drop_table("relations")
    op.drop_index("provisions_pid", table_name="provisions")
    op.drop_index("provisions_document", table_name="provisions")
    op.drop_index("provisions_changed", table_name="provisions")
    op.drop_index(op.f("ix_provisions_witness_id"), table_name="provisions")
    op.drop_index(op.f("ix_provisions_codified"), table_name="provisions")
    op.drop_table("provisions")
    op.drop_index(op.f("ix_codified_links_witness_id"), table_name="codified_links")
    op.drop_index(op.f("ix_codified_links_source"), table_name="codified_links")
    op.drop_table("codified_links")
    op.drop_index(op.f("ix_witnesses_file_id"), table_name="witnesses")
    op.drop_index(op.f("ix_witnesses_document"), table_name="witnesses")
    op.drop_table("witnesses")
    op.drop_table("meta")
    op.drop_index("files_source", table_name="files")
    op.drop_table("files")
    op.drop_index(op.f("ix_documents_key"), table_name="documents")
    op.drop_table("documents")
    op.drop_table("conversations")
    op.drop_table("audit")
