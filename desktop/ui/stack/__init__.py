"""The stack page."""
