"""What the portal has pages of, a module a kind; each gives its pages in the language that is spoken."""
