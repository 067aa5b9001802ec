# `make run` opens the application, `make test` runs every check and test; each makes what it needs first.
.PHONY: run test check bench format screenshots translations clean

run:
	@scripts/environment run
	@exec .venv/bin/tars-desktop

test:
	@scripts/environment test
	@scripts/check
	@scripts/test

check:
	@scripts/environment test
	@scripts/check

bench:
	@scripts/environment bench
	@.venv/bin/python -m benchmarks

format:
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

screenshots:
	@scripts/environment test
	@.venv/bin/python -m scripts.screenshots

translations:
	@scripts/environment test
	@.venv/bin/python scripts/translations.py update

clean:
	rm -rf .venv build dist
