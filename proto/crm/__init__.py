"""What services may know about each other: event classes here, gRPC contracts in <service>/v1."""
