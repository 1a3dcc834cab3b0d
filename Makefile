# 年报助手：make app 打开网页，make test 运行测试，make check 做静态检查。
# 安装只用 pip，走本机 pip 的设置；依赖的版本和哈希锁定在 requirements*.lock 里。

PYTHON ?= python3
VENV ?= .venv
# More than there are cores: browsers and servers are waited for.
WORKERS ?= 3

ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check
APP := $(VENV)/.app-installed
DEV := $(VENV)/.dev-installed

.PHONY: help app test test-model check docs lock bench clean
.DEFAULT_GOAL := help

help:
	@echo "make app     建好环境、安装依赖，并在 127.0.0.1 打开网页"
	@echo "make test    安装并运行日常的测试；加 SLOW=1 连慢的一起，加 COVERAGE=1 同时量覆盖率（慢一半）"
	@echo "make test-model  取来一个小模型（约 490 MB，只取一次），用它测试起草和回答"
	@echo "make check   静态检查：ruff、mypy、模块边界、生成的文档"
	@echo "make docs    重新生成 docs/ 里由程序写出的文档"
	@echo "make bench   量一量速度和内存"
	@echo "make lock    重新锁定依赖的版本（需要 uv）"
	@echo "make clean   删去环境和缓存"

app: $(APP)
	@$(PY) app.py

test: $(DEV)
	@command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 \
		|| echo "没有找到 Chromium，浏览器测试会跳过。Debian 上安装：sudo apt-get install chromium fonts-noto-cjk"
	@command -v soffice >/dev/null 2>&1 \
		|| echo "没有找到 LibreOffice，有关测试会跳过。Debian 上安装：sudo apt-get install libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils"
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 \
		|| echo "没有找到 PostgreSQL，有关测试会跳过。Debian 上安装：sudo apt-get install postgresql"
	@[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null 2>&1 \
		|| echo "没有找到 nginx，有关测试会跳过。Debian 上安装：sudo apt-get install nginx-light openssl"
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile $(if $(SLOW),-m 'not model') $(if $(COVERAGE),--cov --cov-report=term)

# The weights are fetched beforehand: no test reaches beyond this machine.
test-model: $(DEV)
	@$(PY) tools/model_weights.py small >/dev/null
	@$(PY) -m pytest -m model tests

check: $(DEV)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m mypy app.py tools benchmarks
	@$(BIN)/lint-imports
	@$(PY) tools/docs.py --check
	@$(PY) tools/embed_corpus.py --check

docs: $(DEV)
	@$(PY) tools/docs.py

bench: $(DEV)
	@$(PY) benchmarks/run.py
	@$(PY) benchmarks/library.py
	@$(PY) benchmarks/works.py

# The build backend is locked as well: the project itself is built with it, without an isolated download.
lock:
	@command -v uv >/dev/null 2>&1 || { echo "没有找到 uv。请先安装：pip install uv"; exit 1; }
	@mkdir -p build
	@sed -n '/^\[build-system\]/,/^build-backend/s/^requires = \["\(.*\)"\]/\1/p' pyproject.toml > build/build-backend.in
	@$(LOCK) pyproject.toml build/build-backend.in -o requirements.lock
	@$(LOCK) pyproject.toml build/build-backend.in --extra dev -c requirements.lock -o requirements-dev.lock
	@echo "已写入 requirements.lock 和 requirements-dev.lock。"

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage

# --- the environment ---------------------------------------------------------------------------

$(PY):
	@command -v "$(PYTHON)" >/dev/null 2>&1 \
		|| { echo "没有找到 $(PYTHON)。请先安装 Python 3.11 以上，或用 make PYTHON=python3.12 … 指明。"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$$("$(PYTHON)" --version) 太旧，需要 Python 3.11 以上。有较新的，请用 make PYTHON=python3.12 … 指明。"; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "Python 缺少 venv 模块。Debian 上安装：sudo apt-get install python3-venv"; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) || { echo "虚拟环境 $(VENV) 建不了，请看上面的信息。"; rm -rf $(VENV); exit 1; }

$(APP): requirements.lock pyproject.toml | $(PY)
	@echo "正在安装运行所需的依赖……"
	@$(PIP) install --quiet --require-hashes --no-deps -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml | $(PY)
	@echo "正在安装测试所需的依赖……"
	@$(PIP) install --quiet --require-hashes --no-deps -r requirements-dev.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(APP)
