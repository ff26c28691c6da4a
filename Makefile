# Every target is one line around `python -m tasks`, so that Windows needs no make.
# The list with a line each: make help
PYTHON ?= python3
TARGETS := help book html pdf epub live test core fresh newest oldest mutants bench figures proof models pictures type paragraphs edition finding speed deploy load addresses language check tidy add verify export show lock diff links ace prose wheels release clean

.DEFAULT_GOAL := help
.PHONY: $(TARGETS)

# Neither make nor a shell may read what stands in ARGS: DOIs have brackets.
unexport ARGS
export TASKS_ARGUMENTS := $(value ARGS)

$(TARGETS):
	@$(PYTHON) -m tasks $@
