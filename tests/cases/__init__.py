"""The cases a clinician would try, each as one test named after it; `docs/cases.md` lists them all."""
