"""What others do, one program a file: each is run as a process of its own, like the command it stands beside."""
