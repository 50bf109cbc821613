"""Tags: a managed list of labels that customers carry."""
