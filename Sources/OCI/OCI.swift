// The module OCI.
