// The module YAML.
