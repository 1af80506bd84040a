"""Ready sentences for moderators; administrators edit them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from register.models.base import Named, tracked
from register.models.fields import PlainTextField


@tracked()
class Reason(Named):
    """A reason with the words that the author will read, in every language."""

    class Use(models.TextChoices):
        RETURN = "return", _("when returning")
        HIDE = "hide", _("when hiding")
        REFUSE = "refuse", _("when refusing a mandate")
        REPORT = "report", _("when reporting")

    use = models.CharField(_("use"), max_length=6, choices=Use)
    slug = models.SlugField(_("key"), max_length=40, unique=True)
    words_bs = PlainTextField(_("words in Bosnian"), blank=True)
    words_hr = PlainTextField(_("words in Croatian"), blank=True)
    words_sr = PlainTextField(_("words in Serbian (Latin)"), blank=True)
    words_en = PlainTextField(_("words in English"), blank=True)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=0)

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ("use", "position", "pk")

    def words_in(self, language: str) -> str:
        """The words in a language of the site; Serbian is stored in Latin."""
        return str(getattr(self, f"words_{language[:2]}", "") or self.words_bs)
