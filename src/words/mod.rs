//! Writes what is said: understands a report, reflects it, composes from templates, checks tone. Pure.
