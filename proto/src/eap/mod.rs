//! EAP packets and EAP-TLS fragments.
