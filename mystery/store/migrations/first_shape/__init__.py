"""The first shape of the tables, a module for each part of the model."""
