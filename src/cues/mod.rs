//! Hears frustration, requests and topics in the wording, and explains what it heard. Pure.
