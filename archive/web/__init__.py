"""Pages. A view reads the address, asks the browse room, and renders a template."""
