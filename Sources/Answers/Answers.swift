// The module Answers.
