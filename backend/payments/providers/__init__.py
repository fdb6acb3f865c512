"""Ways to pay: each file speaks one provider's language and knows no table of ours."""
