"""The column that holds what a name sounds like."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.registry.name_keys import name_key


class NameKeyField(models.CharField):
    """The key of the name in the column `source`, written whenever its row is.

    A field of its own, because a service that forgot it would make somebody impossible to
    find: Django asks `pre_save` for single and for bulk inserts. A queryset's `update` does
    not ask; whoever changes names by it calls `manage.py rekey_names`.
    """

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", 120)
        super().__init__(
            *args,
            **{
                "verbose_name": _("name as it sounds"),
                **kwargs,
                "default": "",
                "editable": False,
                "db_index": True,
            },
        )

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for given in ("default", "editable", "db_index"):
            kwargs.pop(given, None)
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = name_key(getattr(model_instance, self.source) or "")[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key
