"""What a meeting file says about registration: seats, papers, fields and questions of the form."""
