"""`python -m tests.tour.app_icons`: draws the app's icons, static/img/app-*.png, from the logo."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser_path import find_or_install, flags

IMAGES = Path(__file__).parents[2] / "static" / "img"
_GROUND = "#0c2a33"
_PAGE = (
    '<body style="margin:0;background:{ground}"><img src="data:image/svg+xml,{svg}" '
    'style="display:block;width:{inner}px;margin:{margin}px"></body>'
)


def main() -> None:
    """Maskable icons keep the mark within the circle that every system leaves, on a full ground."""
    tile = (IMAGES / "logo-tile.svg").read_text(encoding="utf-8").replace("#", "%23").replace('"', "'")
    browser_path = find_or_install()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=flags())
        for size in (192, 512):
            for kind, share in (("", 1.0), ("-maskable", 0.8)):
                inner = round(size * share)
                page = browser.new_page(viewport={"width": size, "height": size})
                ground = _GROUND if kind else "transparent"
                margin = (size - inner) // 2
                page.set_content(_PAGE.format(ground=ground, svg=tile, inner=inner, margin=margin))
                page.screenshot(path=IMAGES / f"app-{size}{kind}.png", omit_background=not kind)
        browser.close()


if __name__ == "__main__":
    main()
