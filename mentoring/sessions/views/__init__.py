"""What facilitators, instructors and coordinators see: phone first, without JavaScript."""
