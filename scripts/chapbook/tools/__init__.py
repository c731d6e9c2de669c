"""One module for each outside program or awkward library; nothing else may call them."""
