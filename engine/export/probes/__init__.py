"""Which scripts ask exported programs? They stand alone here, since other interpreters run them."""
