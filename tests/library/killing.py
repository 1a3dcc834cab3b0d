"""A program that forks workers on a library and kills each at its moment; what it prints says how each ended."""

from __future__ import annotations

DRIVER = """
import os, signal, sys, time, traceback
from pathlib import Path
import assistant.intake.library
from assistant.intake.library import Library
from assistant.library import catalogue, lexical, shelves, store
import jieba, tantivy

homes, corpus, text = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3].encode()
read = jieba.Tokenizer.gen_pfdict
held = read(jieba.Tokenizer().get_dict_file())
jieba.Tokenizer.gen_pfdict = staticmethod(lambda file: (file.close(), dict(held[0]), held[1])[1:])

def die(*_args, **_options):
    os.kill(os.getpid(), signal.SIGKILL)

def before(owner, name, nth=1):
    real, calls = getattr(owner, name), []
    def called(*args, **options):
        calls.append(1)
        if len(calls) == nth:
            die()
        return real(*args, **options)
    setattr(owner, name, called)

def after(owner, name, nth=1):
    real, calls = getattr(owner, name), []
    def called(*args, **options):
        result = real(*args, **options)
        calls.append(1)
        if len(calls) == nth:
            die()
        return result
    setattr(owner, name, called)

def half_a_file(path, data):
    with open(path, "wb") as file:
        file.write(data[: len(data) // 2])
        file.flush()
        die()

def in_half_a_file():
    Path.write_bytes = half_a_file

def opened(home):
    return Library.open(home, corpus=corpus, resident=False)

def add(home):
    opened(home).add(text, "新的.txt")

def remove(home):
    library = opened(home)
    library.remove(next(r.id for r in library.documents() if r.origin == "added"))

def rebuild(home):
    opened(home).rebuild()

def live(work, hook):
    # Opening is not to be counted: the hook is set when the library is open.
    real = Library.open.__func__
    def open_then_hook(cls, *args, **options):
        library = real(cls, *args, **options)
        hook()
        return library
    Library.open = classmethod(open_then_hook)
    return work

MOMENTS = {
    "open-store-made": lambda: (before(store.Store, "documents"), opened)[1],
    "open-in-put": lambda: (after(store.Store, "put", 2), opened)[1],
    "open-put-not-indexed": lambda: (before(lexical.LexicalIndex, "update"), opened)[1],
    "open-one-shelf-indexed": lambda: (after(lexical.LexicalIndex, "update"), opened)[1],
    "open-indexed-not-noted": lambda: (before(store.Store, "indexed"), opened)[1],
    "open-in-tantivy": lambda: (before(lexical, "_as_document", 3), opened)[1],
    "open-before-generation": lambda: (before(store.Store, "set"), opened)[1],
    "add-half-a-file": lambda: live(add, in_half_a_file),
    "add-file-kept": lambda: live(add, lambda: before(store.Store, "put")),
    "add-entries-put": lambda: live(add, lambda: after(store.Store, "put")),
    "add-not-indexed": lambda: live(add, lambda: before(lexical.LexicalIndex, "update")),
    "add-indexed-not-noted": lambda: live(add, lambda: before(store.Store, "indexed")),
    "remove-file-gone": lambda: live(remove, lambda: before(store.Store, "drop")),
    "remove-dropped": lambda: live(remove, lambda: after(store.Store, "drop")),
    "remove-not-indexed": lambda: live(remove, lambda: before(lexical.LexicalIndex, "update")),
    "remove-indexed-not-noted": lambda: live(remove, lambda: before(store.Store, "indexed")),
    "rebuild-begun": lambda: live(rebuild, lambda: after(store.Store, "unindex")),
    "rebuild-half": lambda: live(rebuild, lambda: after(lexical.LexicalIndex, "update")),
    "rebuild-before-generation": lambda: live(rebuild, lambda: before(store.Store, "set")),
    "rebuild-before-clearing": lambda: live(rebuild, lambda: before(lexical, "clear")),
}

def killed(work, seconds=None):
    pid = os.fork()
    if not pid:
        try:
            work()
        except BaseException:
            traceback.print_exc(file=sys.stdout)
            sys.stdout.flush()
        finally:
            os._exit(3)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

"""

NAMES = [
    name.strip().partition('"')[2].partition('"')[0] for name in DRIVER.splitlines() if '": lambda: ' in name
]
