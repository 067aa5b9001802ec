"""QObjects that own tasks and publish immutable snapshots; QtCore only."""
