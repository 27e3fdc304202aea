"""The report: plain records that every format is written from."""
