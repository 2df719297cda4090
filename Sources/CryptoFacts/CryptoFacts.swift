// The module CryptoFacts.
