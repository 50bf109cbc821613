"""The gRPC door and the way to other services' doors."""
