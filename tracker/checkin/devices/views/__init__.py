"""What browsers ask about desk devices."""
