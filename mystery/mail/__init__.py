"""Letters by e-mail. What enters: a letter and the settings. What leaves: a letter on its way, or `NotSent`.

`POSTS` is the registry of ways to send: `smtp`, `console` (printed, for trying out) and `null` (none).
"""

from mystery.mail.letter import Letter, NotSent, message_of
from mystery.mail.post import POSTS, Post, post_of

__all__ = ["POSTS", "Letter", "NotSent", "Post", "message_of", "post_of"]
