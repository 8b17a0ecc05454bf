"""A worker takes one question at a time, however it comes in pieces, and the same whether it stays awake for it or not."""

import socket
import threading
import time

import pytest

from strategraph.endpoint import Question
from strategraph.endpoint.messages import encode_question
from strategraph.workers.worker import _receive

FRAME = encode_question(Question("ASK { ?s ?p 'ž' }", {"solutions": "json"}), "http://example.org/", alone=True)


@pytest.fixture
def line():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.mark.parametrize("awake", [True, False])
@pytest.mark.parametrize("cut", [1, 8, 9, 20, len(FRAME) - 1, len(FRAME)])
def test_a_question_is_put_together_from_its_pieces(line, awake: bool, cut: int) -> None:
    front, worker = line

    def send() -> None:
        for piece in filter(None, (FRAME[:cut], FRAME[cut:])):
            time.sleep(0.01)  # later than anybody stays awake
            front.sendall(piece)

    sender = threading.Thread(target=send)
    sender.start()
    question, alone = _receive(worker, awake)
    sender.join()
    assert (question["query"], question["formats"], question["base"]) == (
        "ASK { ?s ?p 'ž' }", {"solutions": "json"}, "http://example.org/",
    )  # fmt: skip
    assert alone is True


@pytest.mark.parametrize("awake", [True, False])
def test_a_question_that_is_there_already_is_taken(line, awake: bool) -> None:
    front, worker = line
    front.sendall(FRAME)
    assert _receive(worker, awake)[0]["query"] == "ASK { ?s ?p 'ž' }"


@pytest.mark.parametrize("awake", [True, False])
@pytest.mark.parametrize("sent", [b"", FRAME[:5], FRAME[:-1]])
def test_a_front_that_hangs_up_asks_nothing(line, awake: bool, sent: bytes) -> None:
    front, worker = line
    front.sendall(sent)
    front.close()
    assert _receive(worker, awake) is None
