"""The only things a design may load: its own assets, and those of the sheet at hand.

Imported only where something is printed, because WeasyPrint's fetcher is its base.
"""

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

from certificates.rendering.designs import Design

_TYPES = {"svg": "image/svg+xml", "ttf": "font/ttf"}


class AssetNotAllowed(ValueError):
    """A design asked for something that is not one of its assets."""


class AssetFetcher(URLFetcher):
    """Answers `asset:<name>` and nothing else: no network, no files, no data addresses."""

    def __init__(self, design: Design, own: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=("asset",))
        self._design = design
        self._own = own or {}

    def with_own(self, own: Mapping[str, bytes]) -> "AssetFetcher":
        return AssetFetcher(self._design, own)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        scheme, _colon, name = url.partition(":")
        if scheme != "asset" or (name not in self._own and name not in self._design.assets):
            raise AssetNotAllowed(url)
        if name in self._own:
            return URLFetcherResponse(url, self._own[name], {"Content-Type": "image/png"})
        kind = _TYPES[name.rpartition(".")[2]]
        return URLFetcherResponse(url, self._design.read_asset(name), {"Content-Type": kind})
