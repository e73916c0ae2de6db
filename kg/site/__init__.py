"""Pages that hold all they need: no request leaves them, no text of the data becomes markup."""
