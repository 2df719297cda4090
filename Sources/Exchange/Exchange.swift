// The module Exchange.
