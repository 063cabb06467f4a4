"""Mystery: a mystery-shopping and service-quality survey platform."""

__version__ = "0.1.0"
