"""The read side: what pages, API and exports show, loaded in a fixed number of queries.

Nothing here renders. Everything here leaves out what readers do not see: withdrawn and draft
records, rejected facts, and what only such records say.
"""
