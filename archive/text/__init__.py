"""Pure text work: spans, scripts, dates, numbers, names and analysis. No Django here."""
