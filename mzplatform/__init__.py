"""The wiring of the site: settings, addresses, middleware, commands of the whole site. The rooms do the work."""

__version__ = "0.1.0"
