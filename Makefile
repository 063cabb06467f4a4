.PHONY: help sure test demo tour bench format
help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'
sure: ## everything that a change must pass, as the build runs it
	bash .ci/run
test: ## the tests without the browser, while working
	uv run --group dev python -m pytest -q -n auto -m "not browser and not faults"
demo: ## serve the demo
	uv run mystery demo
tour: ## pictures of every screen and PDF page in ./tour
	uv run --group dev python -m tests.tour tour
bench: ## benchmarks, as JSON
	uv run --group dev python -m tests.bench
format: ## put the code in shape
	uv run --group dev ruff check --fix . && uv run --group dev ruff format .
