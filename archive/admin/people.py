"""Who works here, and what each group may do."""

from __future__ import annotations

from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from archive.admin.site import site

site.register(User, UserAdmin)
site.register(Group, GroupAdmin)
