"""What is known of editions: pages, sheets, files, what each must show, what comparing them found.

Data only.
"""
