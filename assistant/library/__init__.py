"""The library of rules: what the provisions say in our own words, with the article behind each."""
