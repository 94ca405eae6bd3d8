"""A webhook goes to the world, or to this machine where that is written; not inside."""

import socket

import pytest

from stik_web.webhooks.addresses import AddressRefused, address_of, resolved

INSIDE = [
    "https://10.0.0.1/",
    "https://192.168.1.1/",
    "https://172.16.0.1/",
    "https://100.64.0.1/",
    "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/",
]
NEVER = [
    "https://169.254.169.254/latest/meta-data",
    "https://0.0.0.0/",
    "https://[fe80::1]/",
    "https://[::]/",
    "https://224.0.0.1/",
    "https://[64:ff9b::a00:1]/",
    "https://[2002:a00:1::]/",
    "https://127.0.0.2/",
    "https://[::ffff:127.0.0.1]/",
    "http://hooks.example.com/",
    "ftp://hooks.example.com/",
    "https://user:word@hooks.example.com/",
    "https:///path",
    "https://hooks.example.com:port/",
    "https://hooks.example.com/a b",
    "https://hooks.example.com/\r\nHost: other",
    "hooks.example.com",
]


@pytest.mark.parametrize("url", INSIDE + NEVER)
def test_no_webhook_goes_into_our_network(url):
    with pytest.raises(AddressRefused, match=r"\.$"):
        address_of(url, may_be_private=False)


@pytest.mark.parametrize("url", INSIDE)
def test_a_setting_lets_it_into_private_networks(url):
    assert address_of(url, may_be_private=True).url == url


@pytest.mark.parametrize("url", [each for each in NEVER if "http://" not in each])
def test_no_setting_lets_it_where_nobody_may_call(url):
    with pytest.raises(AddressRefused):
        address_of(url, may_be_private=True)


@pytest.mark.parametrize(
    ("url", "port", "path"),
    [
        ("https://hooks.example.com", 443, "/"),
        ("https://93.184.216.34:8443/a?b=c", 8443, "/a?b=c"),
        ("http://127.0.0.1:9000/", 9000, "/"),
        ("http://localhost/", 80, "/"),
        ("http://[::1]/", 80, "/"),
    ],
)
def test_it_goes_to_the_world_and_to_this_machine(url, port, path):
    found = address_of(url, may_be_private=False)
    assert (found.port, found.path) == (port, path)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        (["93.184.216.34"], None),
        (["93.184.216.34", "10.0.0.1"], "leads into a private network"),
        (["127.0.0.1"], "leads to this machine"),
        (["169.254.169.254"], "leads nowhere that may be called"),
        (["fe80::1%eth0"], "leads nowhere that may be called"),
    ],
)
def test_what_a_name_stands_for_is_looked_at_each_time(monkeypatch, numbers, sentence):
    answer = [(0, 0, 0, "", (number, 443)) for number in numbers]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    address = address_of("https://hooks.example.com/", may_be_private=False)
    if sentence is None:
        assert resolved(address) == numbers[0]
        return
    with pytest.raises(AddressRefused, match=sentence):
        resolved(address)


def test_plain_http_stays_inside_even_where_private_is_allowed(monkeypatch):
    answer = [(0, 0, 0, "", ("93.184.216.34", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    address = address_of("http://hooks.example.com/", may_be_private=True)
    with pytest.raises(AddressRefused, match="not encrypted"):
        resolved(address)
