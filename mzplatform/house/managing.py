"""`./dev manage …`: Django's manage.py as the owner of the tables."""

from . import processes, surroundings


def manage(arguments: list[str]) -> int:
    """Runs one management command on the development database, which is up as long as the command needs it."""
    with surroundings.database() as database:
        environment = surroundings.environment(
            DATABASE_URL=database.owner,
            DATABASE_APPLICATION_ROLE=database.role,
            DEBUG=surroundings.given("DEBUG", "1"),
        )
        return processes.call(processes.manage(*arguments), environment)
