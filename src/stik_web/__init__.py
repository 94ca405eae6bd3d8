"""The product: a thin Django project, sliced by the nouns of the field."""
