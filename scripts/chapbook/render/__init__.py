"""render: a resolved manuscript becomes a rendition, one function a format."""
