"""Whatever is not markup is escaped."""

from stik.report.markup import Markup, element, fill, join, safe


def test_text_is_escaped_and_markup_is_kept():
    assert element("p", "<b> & 'q'") == "<p>&lt;b&gt; &amp; &#x27;q&#x27;</p>"
    assert element("p", Markup("<b>x</b>")) == "<p><b>x</b></p>"


def test_an_attribute_cannot_be_broken_out_of():
    assert element("a", href='" onclick="x') == '<a href="&quot; onclick=&quot;x"></a>'


def test_attributes_that_are_none_are_left_out():
    assert element("p", "x", title=None, class_="note") == '<p class="note">x</p>'


def test_content_that_is_none_is_left_out():
    assert element("p", None, "x") == "<p>x</p>"


def test_inserted_values_are_escaped_in_an_escaped_sentence():
    filled = fill("{name} > {value}", name="<i>", value=element("b", 1))
    assert filled == "&lt;i&gt; &gt; <b>1</b>"


def test_a_name_with_braces_is_no_placeholder():
    assert fill("{name}", name="{value} {0}") == "{value} {0}"


def test_escaping_twice_changes_nothing():
    assert safe(safe("<&>")) == safe("<&>")


def test_parts_are_joined_with_an_escaped_separator():
    assert join(["a", None, "b"], " < ") == "a &lt; b"
