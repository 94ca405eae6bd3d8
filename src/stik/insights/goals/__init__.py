"""Goals: can this one be reached and seen, and has it been met?"""
