"""Cases, and the rules that they are collected by."""
