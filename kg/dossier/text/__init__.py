"""What is known of one thing, as a document of two to four pages in Russian, Chinese or English."""
