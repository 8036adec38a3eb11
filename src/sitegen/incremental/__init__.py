"""What earlier builds learned: parsed files, and what each page asked; kept in .sitegen/, and never trusted blindly."""
