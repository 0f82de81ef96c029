"""What macOS reads of the .app."""

import plistlib
from types import ModuleType

SCRIPT = "mac_app"


def test_what_is_said_is_a_property_list_and_takes_no_format_from_others(
    script: ModuleType,
) -> None:
    said = plistlib.loads(plistlib.dumps(script.info_plist("Nineveh", "1.2", is_edition=False)))
    assert said["CFBundleShortVersionString"] == "1.2" and said["NSHighResolutionCapable"]
    assert {kind["LSHandlerRank"] for kind in said["CFBundleDocumentTypes"]} == {"Alternate"}


def test_an_edition_opens_no_documents_of_others(script: ModuleType) -> None:
    assert "CFBundleDocumentTypes" not in script.info_plist("Briefe", "1.2", is_edition=True)
