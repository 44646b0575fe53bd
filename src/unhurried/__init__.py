"""Homework for sex therapy, at the pace of the slowest person."""
