//! Reads exports of past conversations and tells what hearken would have done.
