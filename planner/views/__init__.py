"""What is shown, as values: table rows with totals, headline, issues, briefing content, alt text."""
