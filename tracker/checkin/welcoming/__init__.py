"""People without a badge at a desk: not registered, badge lost, name wrong."""
