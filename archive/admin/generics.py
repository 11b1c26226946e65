"""Django's generic classes as bases.

To the type checker they are generic, at run time they cannot be subscripted; so the parameter is
given here, once. `AdminMixin` is what a class is to the checker that is mixed into an admin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core import paginator

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    ModelForm = forms.ModelForm[Any]
    Paginator = paginator.Paginator[Any]
    AdminMixin = admin.ModelAdmin[Any]
else:
    ModelAdmin, TabularInline = admin.ModelAdmin, admin.TabularInline
    ModelForm, Paginator = forms.ModelForm, paginator.Paginator
    AdminMixin = object
