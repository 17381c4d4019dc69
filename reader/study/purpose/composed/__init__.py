"""What a formula is for, composed of what is certain: what it is made from, and with which quantities it grows."""
