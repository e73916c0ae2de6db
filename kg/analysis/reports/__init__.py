"""What the network functions find, as tables of plain values for commands, files and papers."""
