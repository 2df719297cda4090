// The module Workbooks.
