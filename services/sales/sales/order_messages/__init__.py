"""What customers are told of their orders by mail and SMS."""
