"""Questions answered: cited answers, and the two sums that staff ask for, a deadline and a fee."""

from assistant.answering.answer import Model, answer_question
from assistant.answering.values import Answer, Citation
from assistant.answering.worded import WordedAnswers

__all__ = ["Answer", "Citation", "Model", "WordedAnswers", "answer_question"]
