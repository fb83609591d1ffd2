"""The docs site: the handbook of controllers, the glossary, the registry of definitions and the models."""
