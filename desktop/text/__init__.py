"""Every sentence the application says about a fact, shared by the window and the command line; no Qt."""
