"""One search over everything that the site holds: what is found, what comes first, what is offered while one types."""
