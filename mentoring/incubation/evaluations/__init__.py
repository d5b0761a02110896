"""What an evaluation reads, computes and says: facts, figures, reports, and who may."""
