"""The staff's JSON interface, under `sertifikat/api/1/`. A site that wants it includes
`certificates.api_urls`, and needs django-ninja for it; nothing else of this plugin does."""
