"""Start the web app: ``python app.py``. Nothing else lives here."""

from ui.state import App


def main() -> None:
    """Serve the page until interrupted; exits with 1 if it cannot be served."""
    raise SystemExit(App().launch())


if __name__ == "__main__":
    main()
