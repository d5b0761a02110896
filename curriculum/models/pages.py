"""Which page model the site uses: Wagtail 8 lets a site swap it."""

import swapper

# Wagtail does the same; said here too because this app may be loaded before it.
swapper.set_app_prefix("wagtailcore", "wagtail")

PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")
