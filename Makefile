# The verbs a contributor types. Each is one line of `site/launch.py`, which needs
# nothing but Python 3.11 and tells in one sentence what is missing.
PYTHON ?= python3
export STACK PORT HOST DEMO FILE KEYS
LAUNCH = $(PYTHON) site/launch.py

.PHONY: run test bench soak format check messages lock pictures scripts speech backup restore
run:      ; @$(LAUNCH) run
test:     ; @$(LAUNCH) test $(T)
bench:    ; @$(LAUNCH) bench $(B)
soak:     ; @$(LAUNCH) soak $(SEED)
format:   ; @$(LAUNCH) format
check:    ; @$(LAUNCH) check
messages: ; @$(LAUNCH) messages
lock:     ; @$(LAUNCH) lock
pictures: ; @$(LAUNCH) pictures
scripts:  ; @$(LAUNCH) scripts
speech:   ; @$(LAUNCH) speech
backup:   ; @$(LAUNCH) backup
restore:  ; @$(LAUNCH) restore
