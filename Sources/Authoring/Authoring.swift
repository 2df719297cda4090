// The module Authoring.
