"""The real register, for the trainings that were collected."""

from tests.register_data import real_register as real_register  # noqa: PLC0414 - a fixture
