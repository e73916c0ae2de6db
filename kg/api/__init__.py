"""The graph for Python programs and notebooks: ``kg.open()`` and what it gives."""
