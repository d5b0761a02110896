"""The only things a design may load: its own assets, and those of the sheet at hand.

Imported only where something is printed, because WeasyPrint's fetcher is its base.
"""

from collections.abc import Mapping

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

_TYPES = {"svg": "image/svg+xml", "ttf": "font/ttf"}


class NotOneOfItsAssets(FatalURLFetchingError):
    """Stops the printing: WeasyPrint would only log any other error, and print on."""


class AssetFetcher(URLFetcher):
    """Answers `asset:<name>` and nothing else: no network, no files, no data addresses."""

    def __init__(self, assets: Mapping[str, bytes], own: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("asset",))
        self._assets = assets
        self._own = own

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        scheme, _colon, name = url.partition(":")
        if scheme == "asset" and name in self._own:
            return URLFetcherResponse(url, self._own[name], {"Content-Type": "image/png"})
        if scheme == "asset" and name in self._assets:
            kind = _TYPES[name.rpartition(".")[2]]
            return URLFetcherResponse(url, self._assets[name], {"Content-Type": kind})
        raise NotOneOfItsAssets(url)
