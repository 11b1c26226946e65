"""Telling languages by script and by their commonest words."""

from __future__ import annotations

import pytest

from archive.text.language import tell_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("公安机关依法打击网络违法犯罪，关闭网站三十家。", "zh-Hans"),
        ("警方依法打擊網絡犯罪，關閉網站三十個，拘捕疑犯。", "zh-Hant"),
        ("公安部通报：Telegram、WhatsApp、Facebook 等平台的案例共十起。", "zh-Hans"),
        ("The police said that they had closed thirty websites of the ring 净网.", "en"),
        ("La CNIL a prononcé une amende pour des manquements à la loi et dans les délais.", "fr"),
        ("Die Behörde hat das Bußgeld in dieser Höhe nicht ohne Grund und mit Recht.", "de"),
        ("개인정보보호위원회는 과징금을 부과했다.", "ko"),
        ("警察庁はサイトを閉鎖したと発表した。", "ja"),
        ("Полиция закрыла сайты.", "ru"),
        ("WeChat QQ 360", "und"),
        ("12345 67890", "und"),
        ("", "und"),
    ],
)
def test_languages(text, language):
    assert tell_language(text) == language
