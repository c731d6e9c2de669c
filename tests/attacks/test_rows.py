"""Every row of the list of attacks that this project was given has a case here, by its name.

The list itself is not part of the repository: `ROWS` are its names. A row that is a manuscript is an
`Attack`; one that is none is a test, named here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import ModuleType

import pytest

from attacks import test_attacks, test_environment
from faults import test_kills
from unit.tools.pictures import test_raster

ROWS = """
fr01-image-abs fr02-image-dotdot fr04-image-percent fr05-image-backslash fr07-include-self
fr08-css-import fr10-project-css fr11-link-rel-attachment fr13-svg-href-file fr14-svg-xxe
fr16-svg-xinclude fr17-iframe-object-embed fr19-raw-attribute fr20-base-href fr22-meta-css
fr23-meta-includes fr25-symlink-file fr26-symlink-dir fr27-special-file fr28-dev-paths
fr29-text-as-png fr31-mathml-css-content fr32-meta-file-keys-list net01-image
net02-image-https-variants net04-link-stylesheet net05-style-import-font net07-iframe-object-embed
net08-svg-image net10-attachment-url net11-redirect-to-file net13-slow-canary net14-big-canary
net16-ping-prefetch net17-gzip-bomb xss01-script xss02-on-handlers-raw xss04-javascript-links
xss05-svg-script xss07-meta-refresh-base xss08-title-script xss10-note-labels
xss11-comment-breakout xss13-math xss14-code-highlight xss16-epub-type tpl01-title tpl02-body-note
tpl04-format-strings tpl05-custom-template yaml01-billion-laughs yaml02-python-tags
yaml03-deep-nesting yaml04-cyclic yaml05-duplicate-keys yaml07-unclosed yaml08-not-a-map
yaml10-huge-int yaml11-proto meta01-xml-specials meta02-controls meta04-bidi meta05-huge
meta07-empty meta08-isbn-uuid path01-slug-traversal path02-heading-ids path04-image-names
path05-zip-slip-epub path06-option-like-name path07-glob-name path08-url-name path09-newline-name
path10-output-symlink path11-output-is-input img01-png_bomb img02-png_lie img03-png_trunc
img04-png_badcrc img05-png_ztxt img06-png_zero img07-png_zerodim img08-gif_frames img09-jpeg_exif
img10-svg_laughs img11-svg_use_bomb img12-svg_self_use img13-svg_huge img14-svg_deep
img15-svg_many img16-eps img17-tiff_webp img18-polyglot img19-many img20-css-huge dos-quote
dos-bracket dos-bracket_pairs dos-imgbracket dos-emph dos-star_run dos-backtick dos-lt dos-comment
dos-dollar dos-inline_note dos-list dos-list_marker dos-div dos-span dos-sup_sub dos-quotes
dos-paren dos-linkref dos-table_pipe dos-table_grid dos-deflist dos-entity dos-citations dos-attr
dos-html_open dos-tex dos-macro dos-one_word dos-one_para dos-many_lines dos-headings dos-hr
dos-trailing_ws dos-tabs dos-zwj dos-rtl note01-self note02-cycle note04-unused note05-duplicate
note07-100k note08-long-note note10-label-clash note11-nested-blocks note12-deep-chain
enc-invalid_utf8 enc-bom enc-utf16 enc-nul enc-controls enc-noncharacters enc-cr_only enc-empty
enc-blank enc-gzip enc-missing_final_newline cfg01-commands cfg02-paths cfg03-types cfg04-toml
cfg05-limits-raise env01-missing env02-directory env03-unreadable env04-readonly-out
env05-disk-full env06-kill9 env07-sigterm-sigint env08-concurrent env09-clock-1979 env10-locale-c
env11-no-home env12-no-network env13-no-pandoc env14-tmpdir env15-closed-fds env16-umask-077
env17-low-limits env18-mtime-1970 env19-deep-cwd env20-child-crash dos-tiny_brackets
dos-tiny_links dos-tiny_dunder dos-tiny_badimage dos-tiny_badnotes img22-png_177mp
path12-list-order
""".split()

# Rows that are no manuscripts, and the tests that try them.
TESTS: Mapping[str, tuple[ModuleType, str]] = {
    "path05": (test_environment, "test_path05_no_archive_is_unpacked"),
    "path06": (test_environment, "test_path06_path07_the_very_file_is_built"),
    "path07": (test_environment, "test_path06_path07_the_very_file_is_built"),
    "path08": (test_environment, "test_path08_env01_an_address_is_no_file"),
    "path09": (test_environment, "test_path09_a_name_cannot_steer_the_terminal"),
    "path10": (test_environment, "test_path10_a_link_in_place_of_an_edition_is_replaced"),
    "path11": (test_environment, "test_path11_the_manuscript_is_not_overwritten"),
    "path12": (test_environment, "test_path12_the_order_of_what_a_person_lists_is_kept"),
    "img09": (
        test_raster, "test_a_jpeg_loses_all_but_its_pixels_colours_and_orientation"
    ),
    "env01": (test_environment, "test_path08_env01_an_address_is_no_file"),
    "env02": (test_environment, "test_env02_env03_what_cannot_be_read_is_reported"),
    "env03": (test_environment, "test_env02_env03_what_cannot_be_read_is_reported"),
    "env04": (
        test_environment, "test_env04_a_folder_that_cannot_be_written_is_reported_before_the_work"
    ),
    "env05": (test_environment, "test_env05_a_full_disk_leaves_the_older_editions"),
    "env06": (test_kills, "test_two_hundred_kills_lose_nothing"),
    "env07": (test_environment, "test_env07_a_request_to_end_is_followed_and_nothing_stays"),
    "env08": (test_environment, "test_env08_two_builds_into_one_folder"),
    "env09": (test_environment, "test_env09_an_epoch_that_no_zip_file_can_hold"),
    "env10": (test_environment, "test_env10_env11_env18_the_same_bytes_whatever_surrounds_the_build"),
    "env11": (test_environment, "test_env10_env11_env18_the_same_bytes_whatever_surrounds_the_build"),
    "env12": (test_environment, "test_env12_no_network_is_needed"),
    "env13": (test_environment, "test_env13_a_pandoc_that_is_none_is_not_used"),
    "env14": (test_environment, "test_env14_env19_long_and_odd_paths"),
    "env15": (test_environment, "test_env15_closed_streams_and_a_reader_that_goes"),
    "env16": (test_environment, "test_env16_a_strict_umask_changes_no_mode"),
    "env17": (test_environment, "test_env17_low_limits_of_the_system"),
    "env18": (test_environment, "test_env10_env11_env18_the_same_bytes_whatever_surrounds_the_build"),
    "env19": (test_environment, "test_env14_env19_long_and_odd_paths"),
    "env20": (test_environment, "test_env20_a_pandoc_that_crashes_hangs_or_lies"),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_a_row_has_its_case(row: str) -> None:
    number = row.partition("-")[0]
    if number in TESTS:
        module, name = TESTS[number]
        assert callable(getattr(module, name))
        return
    tried = {re.sub(r"(?<=\d)[a-z]$", "", attack.row) for attack in test_attacks.ATTACKS}
    assert tried & {row, number}


def test_the_list_has_all_its_rows() -> None:
    assert len(set(ROWS)) == len(ROWS) == 184
