"""Only a folder that a demo marked is ever emptied."""

import pytest

from stik.demo.folder import MARKER, is_demo, make_room, mark
from stik.errors import PlaceTaken


def test_a_new_folder_needs_no_room(tmp_path):
    make_room(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_former_demo_makes_room(tmp_path):
    mark(tmp_path)
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "part.parquet").write_text("", encoding="utf-8")
    make_room(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_files_of_somebody_else_stay(tmp_path):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(PlaceTaken, match="choose an empty or new folder"):
        make_room(tmp_path)
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_in_the_place_of_the_folder_stays(tmp_path):
    path = tmp_path / "demo"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(PlaceTaken, match="a file"):
        make_room(path)


def test_a_link_out_of_a_demo_is_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "letter.txt").write_text("mine", encoding="utf-8")
    demo = tmp_path / "demo"
    demo.mkdir()
    mark(demo)
    (demo / "link").symlink_to(outside)
    make_room(demo)
    assert (outside / "letter.txt").exists()


def test_a_folder_is_a_demo_once_it_is_marked(tmp_path):
    assert not is_demo(tmp_path)
    mark(tmp_path)
    assert is_demo(tmp_path)


def test_the_mark_says_that_nobody_exists(tmp_path):
    mark(tmp_path)
    assert "nobody in it exists" in (tmp_path / MARKER).read_text(encoding="utf-8")
