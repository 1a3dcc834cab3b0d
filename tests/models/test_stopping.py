"""A reply that is stopped: from another thread before, during, between and after; or left in the middle."""

from __future__ import annotations

import threading
import time
from itertools import count

import pytest

from assistant.models.fake import FakeModel
from assistant.models.port import ModelError
from tests.models.helpers import ask, logged, patient, request, service
from tests.models.server import Server, endless, says, silent, stalls, status

pytestmark = pytest.mark.usefixtures("no_thread_left")

SLOW = endless(lambda: (f"第{n}件，" for n in count()), pause=0.02)
STOPPED = "已按您的意思停下"


def stopped_after(stream, *, pieces: int = 0, seconds: float = 0.0) -> tuple[str, float, ModelError]:
    """Take so many pieces and wait so long, then close from another thread; what came, and how long the end took."""
    said, closed_at = [], [time.monotonic()]

    def close():
        time.sleep(seconds)
        closed_at[0] = time.monotonic()
        stream.close()

    closer = threading.Thread(target=close)
    if not pieces:
        closer.start()
    with pytest.raises(ModelError) as caught:
        for n, piece in enumerate(stream, 1):
            said.append(piece)
            if n == pieces:
                closer.start()
    ended = time.monotonic() - closed_at[0]
    closer.join()
    return "".join(said), ended, caught.value


def test_in_the_middle():
    with Server(SLOW) as server:
        model = patient(service(server.url))
        stream = model.stream(request())
        said, ended, error = stopped_after(stream, pieces=3, seconds=0.2)
        assert (error.fault, str(error)) == ("cancelled", STOPPED)
        assert said.startswith("第0件，第1件，第2件，")
        assert ended < 1
        assert server.left.wait(5), "the connection stays open"
        with Server(says("好。")) as other:
            assert ask(patient(service(other.url))).text == "好。"
    assert stream.usage.estimated
    assert stream.usage.completion_tokens > 0
    calls = logged()
    assert [(c.verdict, c.error) for c in calls] == [("失败", STOPPED), ("", "")]
    assert len(server.seen) == 1


@pytest.mark.parametrize("reply", [silent, stalls()])
def test_before_the_first_byte(reply):
    with Server(reply) as server:
        model = patient(service(server.url))
        said, ended, error = stopped_after(model.stream(request()), seconds=0.5)
        assert not server.seen or server.left.wait(2), "the service goes on for nobody"
    assert (said, error.fault) == ("", "cancelled")
    assert ended < 1
    assert len(server.seen) <= 1


def test_while_it_pauses_before_another_try():
    with Server(status(429)) as server:
        model = patient(service(server.url), pause=30)
        _, ended, error = stopped_after(model.stream(request()), seconds=2)
    assert error.fault == "cancelled"
    assert ended < 1
    assert len(server.seen) == 1


def test_before_it_began():
    with Server(says("好。")) as server:
        stream = patient(service(server.url)).stream(request())
        stream.close()
        with pytest.raises(ModelError) as caught:
            list(stream)
    assert caught.value.fault == "cancelled"
    assert server.seen == []
    assert stream.usage.logged is None
    assert stream.usage.prompt_tokens == 0


def test_after_its_end():
    with Server(says("好", "。")) as server:
        model = patient(service(server.url))
        stream = model.stream(request())
        assert "".join(stream) == "好。"
        stream.close()
        stream.close()
        assert ask(model).text == "好。"
    assert [c.verdict for c in logged()] == ["", ""]


def test_left_in_the_middle():
    """Whoever takes no more pieces need not close: the generator's end does."""
    with Server(SLOW) as server:
        stream = patient(service(server.url)).stream(request())
        pieces = iter(stream)
        next(pieces)
        pieces.close()
        assert server.left.wait(5)
    (call,) = logged()
    assert (call.verdict, call.error) == ("失败", STOPPED)


def test_the_reader_fails():
    """An error in the reader's own loop is the reader's; the reply ends with it."""
    with Server(SLOW) as server:
        stream = patient(service(server.url)).stream(request())

        def read():
            for _ in stream:
                raise KeyError("mine")

        with pytest.raises(KeyError):
            read()
        assert server.left.wait(5)
    assert len(logged()) == 1


def test_the_end_comes_though_the_error_is_kept():
    """A kept error holds its traceback and all generators in it; the reply must end all the same."""
    with Server(endless(lambda: (f"第{n}件办结，" for n in count()))) as server:
        kept = ask(patient(service(server.url)), request(longest=20)).error
        assert kept is not None
        assert kept.__traceback__ is not None
        assert server.left.wait(5)


def test_a_slow_reader_is_waited_for():
    """Pieces wait for him, but not without limit, and none is lost."""
    model = patient(FakeModel(lambda request: "今年收到一百三十七件申请，都办结了。" * 3, size=1))
    said = []
    for piece in model.stream(request()):
        time.sleep(0.005)
        said.append(piece)
    assert "".join(said) == "今年收到一百三十七件申请，都办结了。" * 3


def test_many_at_once():
    """Eight readers of one model, every other one stopped: nobody gets another's pieces."""
    model = patient(
        FakeModel(lambda request: request.messages[-1].content * 8, outside="api.example.cn", size=3)
    )
    results = {}

    def read(n):
        stream = model.stream(request(f"第{n}人电话1380013800{n}，已经办结。"))
        said = []
        try:
            for piece in stream:
                said.append(piece)
                if n % 2 and len(said) == 5:
                    stream.close()
        except ModelError as error:
            said.append(error.fault)
        results[n] = "".join(said)

    readers = [threading.Thread(target=read, args=(n,)) for n in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(20)
    for n in range(8):
        whole = f"第{n}人电话1380013800{n}，已经办结。"
        if n % 2:
            assert results[n].endswith("cancelled")
            assert (whole * 8).startswith(results[n].removesuffix("cancelled"))
        else:
            assert results[n].startswith(whole * 3)
    assert sorted(c.masked["手机号"] for c in logged()) == [1] * 8
