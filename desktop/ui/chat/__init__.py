"""The conversation: transcript, composer and picker."""
