from text.formats.ours import *  # noqa: F403
